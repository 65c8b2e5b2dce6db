"""« Me déconnecter »: here first, then at the provider, then a page that tells the truth."""

from urllib.parse import parse_qs, urlsplit

from tests.fixtures.clocks import MovedClock
from tests.rp_kit.conftest import Visitor
from tests.rp_kit.provider_stub import ISSUER, StubProvider


def test_signing_out_ends_here_then_goes_to_the_provider(
    visitor: Visitor, provider: StubProvider
) -> None:
    provider.id_token = None
    visitor.sign_in()
    before = visitor.cookie("session")
    answer = visitor.post("/deconnexion")

    query = parse_qs(urlsplit(answer.headers["Location"]).query)
    assert answer.status_code == 303
    assert answer.headers["Location"].startswith(f"{ISSUER}/end_session?")
    assert query["post_logout_redirect_uri"] == ["https://soffi.test/deconnexion"]
    assert query["client_id"] == ["soffi"]
    assert query["id_token_hint"][0].count(".") == 2
    assert visitor.cookie("session") is None
    visitor.client.set_cookie("__Host-soffi_session", str(before), domain="soffi.test", secure=True)
    assert not visitor.has_session()


def test_the_page_says_that_both_have_ended_only_to_the_browser_that_asked(
    visitor: Visitor, other_visitor: Visitor
) -> None:
    visitor.sign_in()
    state = parse_qs(urlsplit(visitor.post("/deconnexion").headers["Location"]).query)["state"][0]

    assert "et dans EFP Connect" in visitor.get(f"/deconnexion?state={state}").text
    assert "et dans EFP Connect" not in visitor.get("/deconnexion").text
    assert "et dans EFP Connect" not in visitor.get("/deconnexion?state=%C3%A9").text
    other_visitor.get("/accueil")
    assert "et dans EFP Connect" not in other_visitor.get(f"/deconnexion?state={state}").text


def test_a_link_signs_nobody_out(visitor: Visitor) -> None:
    visitor.sign_in()
    answer = visitor.get("/deconnexion")
    assert visitor.has_session()
    assert answer.headers["Location"] == "https://soffi.test/"


def test_signing_out_without_a_session_still_asks_the_provider(visitor: Visitor) -> None:
    query = parse_qs(urlsplit(visitor.post("/deconnexion").headers["Location"]).query)
    assert query["client_id"] == ["soffi"]
    assert "id_token_hint" not in query


def test_a_silent_provider_is_said(
    visitor: Visitor, provider: StubProvider, clock: MovedClock
) -> None:
    visitor.sign_in()
    provider.is_down = True
    clock.advance(minutes=20)
    answer = visitor.post("/deconnexion")
    assert answer.status_code == 503
    assert "Vous êtes déconnecté de SOFFi seulement" in answer.text
    assert not visitor.has_session()
