"""Access tokens and what they open: rows TK."""

import base64
from collections.abc import Callable

import pytest
from sqlalchemy import Executable, text, update
from sqlalchemy.exc import DBAPIError

from idp.domain import db
from idp.domain.accounts.models import Account
from idp.domain.browser_sessions import actions
from idp.domain.browser_sessions.models import BrowserSession
from idp.domain.clients.models import Client
from idp.domain.grants.models import Grant
from idp.oidc import keys
from tests.fixtures.clocks import MovedClock
from tests.oidc.party import Party, claims_of, parameters_of, register


def change(party: Party, statement: Executable) -> None:
    with party.app.app_context():
        db.session.execute(statement)
        db.session.commit()


def test_userinfo_by_get_by_post_and_in_the_body(party: Party) -> None:
    token = party.tokens()["access_token"]
    header = {"Authorization": f"Bearer {token}"}
    answers = [
        party.machine.get("/userinfo", headers=header),
        party.machine.get("/userinfo", headers={"Authorization": f"bearer {token}"}),
        party.machine.post("/userinfo", headers=header),
        party.machine.post("/userinfo", data={"access_token": token}),
    ]
    assert [answer.status_code for answer in answers] == [200] * 4
    assert len({answer.text for answer in answers}) == 1
    assert answers[0].headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize(
    "spoil",
    [
        lambda token: token[:-1],
        lambda token: token[: len(token) // 2],
        lambda token: token[:-2] + ("AA" if token[-2:] != "AA" else "BB"),
        lambda token: token + token,
        lambda token: f" {token} x",
        lambda token: token.replace(".", "", 1),
        lambda _token: "",
        lambda _token: "é",
        lambda _token: "..",
        lambda _token: "A" * 20_000,
        lambda token: "eyJhbGciOiJub25lIiwidHlwIjoiYXQrand0In0." + token.split(".")[1] + ".",
    ],
)
def test_a_spoilt_token_opens_nothing(party: Party, spoil: Callable[[str], str]) -> None:
    token = party.tokens()["access_token"]
    header = {"Authorization": b"Bearer " + spoil(token).encode()}
    answer = party.machine.get("/userinfo", headers=header)
    assert answer.status_code == 401
    assert answer.headers["WWW-Authenticate"].startswith("Bearer ")


def test_no_token_gets_a_bare_challenge(party: Party) -> None:
    answer = party.machine.get("/userinfo")
    assert answer.status_code == 401
    assert "error" not in answer.headers["WWW-Authenticate"]
    assert party.machine.get("/userinfo?access_token=x").status_code == 401


def test_a_token_is_given_in_one_way(party: Party) -> None:
    token = party.tokens()["access_token"]
    by_header = {"Authorization": f"Bearer {token}"}
    for form in ({"access_token": token}, {"access_token": "x"}):
        answer = party.machine.post("/userinfo", headers=by_header, data=form)
        assert answer.status_code == 400
        assert 'error="invalid_request"' in answer.headers["WWW-Authenticate"]


def test_an_id_token_or_a_logout_token_is_no_access_token(party: Party) -> None:
    assert party.userinfo(party.tokens()["id_token"]).status_code == 401
    with party.app.app_context():
        from idp.oidc.tokens import logout_token

        notice = logout_token(party.client_id, "sub", "sid")
    assert party.userinfo(notice).status_code == 401


@pytest.mark.parametrize(("seconds", "status"), [(299, 200), (300, 401)])
def test_an_access_token_lives_five_minutes(
    party: Party, clock: MovedClock, seconds: int, status: int
) -> None:
    token = party.tokens()["access_token"]
    clock.advance(seconds=seconds)
    assert party.userinfo(token).status_code == status


@pytest.mark.parametrize(
    "end",
    [
        update(Account).values(is_active=False),
        update(Client).values(is_active=False),
        update(BrowserSession).values(ended_at=BrowserSession.started_at),
        update(BrowserSession).values(expires_at=BrowserSession.started_at),
        update(Grant).values(revoked_at=Grant.created_at),
    ],
    ids=["account", "client", "session-ended", "session-expired", "grant"],
)
def test_a_token_ends_with_what_gave_it(party: Party, end: Executable) -> None:
    token = party.tokens()["access_token"]
    assert party.userinfo(token).status_code == 200
    change(party, end)
    assert party.userinfo(token).status_code == 401


def test_a_person_at_work_in_a_service_is_not_idle(party: Party, clock: MovedClock) -> None:
    tokens = party.tokens()
    for _ in range(4):
        clock.advance(minutes=4)
        assert party.userinfo(tokens["access_token"]).status_code == 200
        answer = party.authorize(prompt="none")
        code = parameters_of(answer)["code"]
        tokens = party.exchange(code).get_json()
    clock.advance(minutes=29)
    assert "code=" in party.authorize(prompt="none").location


def test_an_idle_session_and_an_old_one_end(party: Party, clock: MovedClock) -> None:
    party.sign_in()
    clock.advance(minutes=31)
    assert "login_required" in party.authorize(prompt="none").location


def test_an_access_token_says_what_rfc_9068_wants(party: Party) -> None:
    token = party.tokens()["access_token"]
    claims = claims_of(token)
    assert {"iss", "exp", "aud", "sub", "client_id", "iat", "jti"} <= set(claims)
    assert claims["exp"] - claims["iat"] == 300
    assert claims["client_id"] == party.client_id
    with party.app.app_context():
        assert keys.verify(token, token_type="at+jwt")["jti"] == claims["jti"]


def test_pairwise_subjects_differ_by_sector_and_never_change(party: Party) -> None:
    here = register(party.app, subject_type="pairwise")
    there = register(party.app, subject_type="pairwise", redirect_uris=["http://localhost:7001/cb"])
    first, again = here.tokens(), here.tokens(prompt="login")
    seen = claims_of(first["id_token"])["sub"]
    assert seen == claims_of(again["id_token"])["sub"]
    assert seen == claims_of(first["access_token"])["sub"]
    assert seen == here.userinfo(again["access_token"]).get_json()["sub"]
    assert seen != claims_of(party.tokens()["id_token"])["sub"]
    code = there.code(redirect_uri="http://localhost:7001/cb")
    other = there.exchange(code, redirect_uri="http://localhost:7001/cb").get_json()
    assert seen != claims_of(other["id_token"])["sub"]


def test_a_header_nested_too_deep_is_a_refusal(party: Party) -> None:
    nested = base64.urlsafe_b64encode(b"[" * 6000).decode() + ".e30.aa"
    assert party.userinfo(nested).status_code == 401
    answer = party.get("/end_session", {"id_token_hint": nested})
    assert answer.status == 400
    assert parameters_of(party.authorize(id_token_hint=nested))["error"] == "invalid_request"


def test_a_database_that_cannot_write_still_answers(
    party: Party, clock: MovedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    token = party.tokens()["access_token"]
    clock.advance(minutes=2)
    monkeypatch.setattr(
        actions, "_TOUCH", text("UPDATE nowhere SET x = :now WHERE y = :session_id")
    )
    monkeypatch.setattr(db, "AWAY", DBAPIError)
    assert party.userinfo(token).status_code == 200
