"""What a service is told when a session ends: OpenID Connect Back-Channel Logout 1.0."""

from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import parse_qs

import pytest
import responses
from flask import Flask
from joserfc import jwt
from joserfc.jwk import KeySet
from werkzeug.test import Client as Machine

from idp import settings
from idp.domain import clients, db
from idp.domain.actor import SYSTEM
from idp.oidc import logout_notices
from idp.oidc.discovery import JWKS_PATH
from idp.worker import create_worker
from idp.wsgi import Prepared
from tests.fixtures.clocks import MovedClock
from tests.fixtures.domain import opened_domain
from tests.oidc.party import Party, claims_of, register

NOTICES = "http://127.0.0.1:7001/backchannel-logout"
EVENT = "http://schemas.openid.net/event/backchannel-logout"
Door = responses.RequestsMock


@pytest.fixture
def door() -> Iterator[Door]:
    """Where the relying party takes notices."""
    with Door(assert_all_requests_are_fired=False) as mock:
        yield mock


@pytest.fixture
def told(provider: Flask) -> Party:
    """A client that wants to be told."""
    return register(provider, service="soffi", backchannel_logout_uri=NOTICES)


def sign_out(party: Party) -> dict[str, Any]:
    """Sign a person in and out again; the claims of the ID token that the client had."""
    hint = party.tokens()["id_token"]
    assert party.get("/end_session", {"id_token_hint": hint}).status == 200
    return claims_of(hint)


def work(party: Party, clock: MovedClock) -> int:
    """Let the worker send, in an application of its own; how many messages it took."""
    with party.app.app_context():
        present = settings.current()
    with opened_domain(present) as app:
        clock.apply()
        return create_worker(app).run_once()


def read(party: Party, door: Door) -> jwt.Token:
    """The token of the only notice, verified with the keys that the provider publishes."""
    [call] = door.calls
    assert call.request.headers["Content-Type"] == "application/x-www-form-urlencoded"
    assert isinstance(call.request.body, str)
    [[name, [token]]] = parse_qs(call.request.body).items()
    assert name == "logout_token"
    published = Machine(Prepared(party.app)).get(JWKS_PATH).get_json()
    return jwt.decode(token, KeySet.import_key_set(published), ["RS256"])


@pytest.mark.parametrize("subject_type", ["public", "pairwise"])
def test_the_end_of_a_session_is_told_to_the_service_it_visited(
    provider: Flask, door: Door, clock: MovedClock, subject_type: str
) -> None:
    door.post(NOTICES, status=200)
    party = register(
        provider, service="soffi", subject_type=subject_type, backchannel_logout_uri=NOTICES
    )
    known = sign_out(party)
    assert not door.calls, "a notice leaves from the outbox, not from the request"
    assert work(party, clock) > 0
    token = read(party, door)
    assert token.header["typ"] == "logout+jwt"
    assert token.header["alg"] == "RS256"
    now = int(clock.now().timestamp())
    assert token.claims == {
        "iss": known["iss"],
        "aud": party.client_id,
        "sub": known["sub"],
        "sid": known["sid"],
        "iat": now,
        "exp": token.claims["exp"],
        "jti": token.claims["jti"],
        "events": {EVENT: {}},
    }
    assert now < token.claims["exp"] <= now + 120
    assert len(token.claims["jti"]) >= 22


def test_the_token_is_signed_when_it_leaves(told: Party, door: Door, clock: MovedClock) -> None:
    door.post(NOTICES, status=204)
    sign_out(told)
    clock.advance(hours=3)
    work(told, clock)
    assert read(told, door).claims["iat"] == int(clock.now().timestamp())


def test_a_service_that_was_away_is_told_later_by_another_token(
    told: Party, door: Door, clock: MovedClock
) -> None:
    door.post(NOTICES, status=503)
    sign_out(told)
    work(told, clock)
    assert len(door.calls) == 1
    door.replace(responses.POST, NOTICES, status=200)
    clock.advance(hours=1)
    work(told, clock)
    work(told, clock)
    first, second = (parse_qs(str(call.request.body))["logout_token"][0] for call in door.calls)
    assert claims_of(first)["jti"] != claims_of(second)["jti"]


def test_a_service_that_the_person_never_visited_learns_nothing(
    told: Party, door: Door, clock: MovedClock
) -> None:
    door.post(NOTICES, status=200)
    register(told.app, service="edof", backchannel_logout_uri=f"{NOTICES}/other")
    sign_out(told)
    work(told, clock)
    assert [call.request.url for call in door.calls] == [NOTICES]


# The rest: one notice, as the worker hands it on.


def send(party: Party) -> None:
    with party.app.app_context():
        logout_notices.send({"client_id": party.client_id, "account_id": 1, "sid": "s" * 43})


def disable(party: Party) -> None:
    clients.disable(party.client_id, by=SYSTEM)


def take_no_notices(party: Party) -> None:
    clients.change(party.client_id, {"backchannel_logout_uri": None}, by=SYSTEM)


@pytest.mark.parametrize("change", [disable, take_no_notices])
def test_who_has_gone_or_takes_no_notices_gets_none(
    told: Party, door: Door, change: Callable[[Party], None]
) -> None:
    with told.app.app_context():
        change(told)
        db.session.commit()
    send(told)
    assert not door.calls


def test_of_an_account_that_has_gone_nothing_is_told(told: Party, door: Door) -> None:
    with told.app.app_context():
        notice = {"client_id": told.client_id, "account_id": 2**40, "sid": "s" * 43}
        logout_notices.send(notice)
    assert not door.calls
