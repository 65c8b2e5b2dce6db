"""From a protected address to the provider and back: the way that goes well."""

import hashlib
from base64 import urlsafe_b64encode
from urllib.parse import parse_qs, urlsplit

import pytest
from flask import Flask
from sqlalchemy import update

from rp_kit.federation import EXTENSION
from rp_kit.sessions import tables
from tests.fixtures.clocks import MovedClock
from tests.rp_kit.conftest import Visitor
from tests.rp_kit.provider_stub import ISSUER, StubProvider


def test_a_protected_address_leads_to_the_provider(visitor: Visitor) -> None:
    answer = visitor.get("/accueil/habilitation?siret=1")

    query = parse_qs(urlsplit(answer.headers["Location"]).query)
    assert answer.status_code == 302
    assert answer.headers["Location"].startswith(f"{ISSUER}/authorize?")
    assert query["response_type"] == ["code"]
    assert query["redirect_uri"] == ["https://soffi.test/connexion/retour"]
    assert query["code_challenge_method"] == ["S256"]
    assert query["scope"] == ["openid profile email organization habilitations services"]
    assert min(len(query["state"][0]), len(query["nonce"][0])) >= 32
    assert "prompt" not in query


def test_signing_in_comes_back_to_the_very_address(visitor: Visitor) -> None:
    page = visitor.sign_in("/accueil/caf%C3%A9%20noir?siret=1&q=a%26b")

    assert page.status_code == 200
    assert page.request.full_path == "/accueil/café noir?siret=1&q=a%26b"
    assert "Rachida Arnaud gestionnaire" in page.text


def test_the_code_is_exchanged_with_its_verifier(visitor: Visitor, provider: StubProvider) -> None:
    location = visitor.get("/accueil").headers["Location"]
    visitor.come_back(location)

    verifier = provider.last_exchange["code_verifier"]
    challenge = urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest()).rstrip(b"=").decode()
    assert parse_qs(urlsplit(location).query)["code_challenge"] == [challenge]
    assert provider.last_exchange["grant_type"] == "authorization_code"
    assert provider.last_exchange["redirect_uri"] == "https://soffi.test/connexion/retour"
    # RFC 6749 section 2.3.1: form-encoded before they are joined.
    assert provider.last_exchange["basic"] == (
        "soffi:a+client+secret+of+the+tests%3A+%25+%2B+%C3%A9"
    )


def test_the_cookie_is_new_at_sign_in_and_closed_to_others(visitor: Visitor) -> None:
    visitor.client.set_cookie("__Host-soffi_session", "A" * 43, domain="soffi.test", secure=True)
    back = visitor.come_back(visitor.get("/accueil").headers["Location"])

    cookie = next(c for c in back.headers.getlist("Set-Cookie") if "soffi_session" in c)
    assert visitor.cookie("session") != "A" * 43
    for attribute in ("Secure", "HttpOnly", "SameSite=Lax", "Path=/"):
        assert attribute in cookie
    assert "Domain" not in cookie


def test_signing_in_again_ends_the_session_before(visitor: Visitor) -> None:
    other_tab = visitor.get("/accueil").headers["Location"]
    visitor.sign_in()
    before = visitor.cookie("session")
    assert before is not None
    visitor.come_back(other_tab)

    visitor.client.set_cookie("__Host-soffi_session", before, domain="soffi.test", secure=True)
    assert not visitor.has_session()


def test_the_button_of_a_signed_in_person_opens_the_home_page(visitor: Visitor) -> None:
    visitor.sign_in()
    assert visitor.get("/connexion").headers["Location"] == "https://soffi.test/accueil"


def test_a_session_of_another_version_signs_in_again(visitor: Visitor, app: Flask) -> None:
    visitor.sign_in()
    with app.extensions[EXTENSION].database.statement() as connection:
        connection.execute(update(tables.sessions).values(claims={"sub": "person-1"}))
    assert visitor.get("/accueil").headers["Location"].startswith(f"{ISSUER}/authorize?")
    assert not visitor.has_session()


def test_a_session_dies_when_idle(visitor: Visitor, clock: MovedClock) -> None:
    visitor.sign_in()
    clock.advance(minutes=29)
    assert visitor.has_session()
    clock.advance(minutes=29)
    assert visitor.has_session(), "it was seen a moment ago"
    clock.advance(minutes=31)
    assert not visitor.has_session()


def test_a_session_dies_after_twelve_hours_of_use(visitor: Visitor, clock: MovedClock) -> None:
    visitor.sign_in()
    for _ in range(35):
        clock.advance(minutes=20)
        assert visitor.has_session()
    clock.advance(minutes=21)
    assert not visitor.has_session()


@pytest.mark.parametrize("value", ["", "x", "A" * 42, "é" * 43, "A" * 100_000, "' OR 1=1 --"])
def test_a_nonsense_cookie_is_nobody(visitor: Visitor, value: str) -> None:
    assert visitor.get("/qui", Cookie=f"__Host-soffi_session={value}").text == "anonyme"


def test_a_person_without_need_of_rights_is_let_in(
    visitor: Visitor, provider: StubProvider
) -> None:
    provider.claims |= {"habilitations": [], "access": {"status": "may_request"}}
    assert visitor.sign_in("/moi").text == "Rachida Arnaud"


def test_a_long_address_is_not_kept(visitor: Visitor) -> None:
    back = visitor.come_back(visitor.get("/accueil?q=" + "a" * 3000).headers["Location"])
    assert back.headers["Location"] == "https://soffi.test/accueil"
