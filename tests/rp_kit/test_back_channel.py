"""Logout tokens: the right one ends sessions, every other one ends nothing and is a 400."""

from typing import Any

import pytest
from flask import Flask
from joserfc.jwk import ECKey

from rp_kit.federation import EXTENSION
from rp_kit.sessions import Database
from rp_kit.sessions.database import DatabaseDown
from tests.fixtures.clocks import MovedClock
from tests.rp_kit.conftest import Visitor
from tests.rp_kit.provider_stub import EVENT, StubProvider, rsa_key


@pytest.mark.parametrize(
    ("told", "ends_the_other"),
    [({"sid": "sid-1"}, False), ({"sid": None, "sub": "person-1"}, True)],
    ids=["one session", "all sessions of the person"],
)
def test_a_notice_ends_the_sessions_that_it_names(
    signed_in: Visitor,
    other_visitor: Visitor,
    provider: StubProvider,
    told: dict[str, str | None],
    ends_the_other: bool,
) -> None:
    provider.sid = "sid-2"
    other_visitor.sign_in()

    answer = signed_in.post("/backchannel-logout", logout_token=provider.sign_logout(**told))
    assert answer.status_code == 200
    assert answer.headers["Cache-Control"] == "no-store"
    assert not signed_in.has_session()
    assert other_visitor.has_session() is not ends_the_other


def test_a_notice_about_nobody_here_is_fine(signed_in: Visitor, provider: StubProvider) -> None:
    token = provider.sign_logout(sid="elsewhere")
    assert signed_in.post("/backchannel-logout", logout_token=token).status_code == 200
    assert signed_in.has_session()


@pytest.mark.parametrize(
    "changes",
    [
        {"aud": "edof"},
        {"aud": ["soffi", "edof"]},
        {"iss": "https://evil.example"},
        {"nonce": "n"},
        {"events": None},
        {"events": {}},
        {"events": {EVENT: "yes"}},
        {"events": [EVENT]},
        {"exp": 1},
        {"exp": None},
        {"exp": 4_000_000_000},
        {"iat": 4_000_000_000},
        {"iat": None},
        {"jti": None},
        {"jti": 12},
        {"sid": None},
        {"sid": ["sid-1"]},
    ],
    ids=str,
)
def test_a_wrong_claim_ends_nothing(
    signed_in: Visitor, provider: StubProvider, changes: dict[str, Any]
) -> None:
    answer = signed_in.post("/backchannel-logout", logout_token=provider.sign_logout(**changes))
    assert answer.status_code == 400
    assert answer.get_json()["error"] == "invalid_request"
    assert signed_in.has_session()


FORGERIES: dict[str, Any] = {
    "alg none": lambda p: p.sign_by_hand({"alg": "none", "typ": "logout+jwt"}, lambda _: b""),
    "wrong key": lambda p: p.sign(p.logout_claims(), key=rsa_key("rsa", 1), typ="logout+jwt"),
    "key of another kind": lambda p: p.sign(
        p.logout_claims(), key=ECKey.generate_key("P-256", {"kid": "rsa"}), typ="logout+jwt"
    ),
    "ID token": lambda p: p.sign(p.id_claims(nonce="n")),
    "ID token without nonce": lambda p: p.sign(p.id_claims(nonce=None), typ="logout+jwt"),
    "type of a plain token": lambda p: p.sign(p.logout_claims()),
    "nonsense": lambda _: "nonsense",
    "empty": lambda _: "",
    "not ASCII": lambda _: "é\x00.é.é",
    "huge": lambda _: "a" * 100_000,
}


@pytest.mark.parametrize("forgery", FORGERIES.values(), ids=FORGERIES.keys())
def test_a_forged_notice_ends_nothing(
    signed_in: Visitor, provider: StubProvider, forgery: Any
) -> None:
    answer = signed_in.post("/backchannel-logout", logout_token=forgery(provider))
    assert answer.status_code == 400
    assert signed_in.has_session()


def test_a_notice_works_once(signed_in: Visitor, provider: StubProvider) -> None:
    token = provider.sign_logout()
    assert signed_in.post("/backchannel-logout", logout_token=token).status_code == 200
    signed_in.sign_in()
    assert signed_in.post("/backchannel-logout", logout_token=token).status_code == 400
    assert signed_in.has_session()


def test_a_notice_that_was_forgotten_has_expired(
    signed_in: Visitor, provider: StubProvider, app: Flask, clock: MovedClock
) -> None:
    token = provider.sign_logout()
    signed_in.post("/backchannel-logout", logout_token=token)
    clock.advance(minutes=11)
    signed_in.sign_in()  # a sign-in purges what is over
    assert signed_in.post("/backchannel-logout", logout_token=token).status_code == 400
    assert signed_in.has_session()


@pytest.mark.parametrize("fields", [{}, {"token": "x"}, {"logout_token": ["a", "b"]}], ids=str)
def test_there_is_exactly_one_token(signed_in: Visitor, fields: dict[str, Any]) -> None:
    answer = signed_in.client.post(
        "/backchannel-logout", base_url="https://soffi.test", data=fields
    )
    assert answer.status_code == 400


def test_a_provider_that_is_silent_is_a_400(
    signed_in: Visitor, provider: StubProvider, clock: MovedClock
) -> None:
    clock.advance(minutes=11)
    token = provider.sign_logout()
    provider.is_down = True
    assert signed_in.post("/backchannel-logout", logout_token=token).status_code == 400
    assert signed_in.has_session()


def test_a_notice_that_the_database_refused_may_come_again(
    signed_in: Visitor, provider: StubProvider, app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_database: Database) -> None:
        raise DatabaseDown

    token = provider.sign_logout()
    with monkeypatch.context() as patch:
        patch.setattr(type(app.extensions[EXTENSION].database), "transaction", refuse)
        assert signed_in.post("/backchannel-logout", logout_token=token).status_code == 400
    assert signed_in.post("/backchannel-logout", logout_token=token).status_code == 200
    assert not signed_in.has_session()


def test_a_browser_has_no_business_there(signed_in: Visitor) -> None:
    assert signed_in.get("/backchannel-logout").status_code == 405
