"""Codes: used once, for a minute, by the client that got them. Rows CO and RU-09."""

import pytest

from tests.fixtures.clocks import MovedClock
from tests.fixtures.journal import events
from tests.oidc.party import REDIRECT_URI, VERIFIER, Party, parameters_of, register


def test_a_code_works_once_and_its_replay_revokes_what_it_gave(party: Party) -> None:
    code = party.code()
    tokens = party.exchange(code).get_json()
    assert party.userinfo(tokens["access_token"]).status_code == 200
    replay = party.exchange(code)
    assert (replay.status_code, replay.get_json()["error"]) == (400, "invalid_grant")
    assert party.userinfo(tokens["access_token"]).status_code == 401
    with party.app.app_context():
        outcomes = [(event.result, event.reason) for event in events("code.redeemed")]
    assert outcomes == [("ok", None), ("refused", "replayed")]


@pytest.mark.parametrize(("seconds", "status"), [(59, 200), (60, 400)])
def test_a_code_lives_for_a_minute(
    party: Party, clock: MovedClock, seconds: int, status: int
) -> None:
    code = party.code()
    clock.advance(seconds=seconds)
    assert party.exchange(code).status_code == status


@pytest.mark.parametrize(
    ("changes", "error"),
    [
        ({"code_verifier": None}, "invalid_request"),
        ({"code_verifier": ""}, "invalid_request"),
        ({"code_verifier": "w" * 43}, "invalid_grant"),
        ({"code_verifier": "v" * 42}, "invalid_request"),
        ({"code_verifier": "v" * 129}, "invalid_request"),
        ({"code_verifier": "é" * 43}, "invalid_request"),
        ({"redirect_uri": None}, "invalid_grant"),
        ({"redirect_uri": REDIRECT_URI + "/"}, "invalid_grant"),
        ({"code": None}, "invalid_request"),
        ({"code": "x"}, "invalid_grant"),
        ({"code": "\U0001f512" * 20}, "invalid_grant"),
        ({"grant_type": None}, "unsupported_grant_type"),
        ({"grant_type": "password"}, "unsupported_grant_type"),
        ({"grant_type": "client_credentials"}, "unsupported_grant_type"),
        ({"grant_type": "refresh_token"}, "unsupported_grant_type"),
        ({"grant_type": '"é'}, "unsupported_grant_type"),
    ],
)
def test_a_wrong_exchange_gives_nothing(
    party: Party, changes: dict[str, str | None], error: str
) -> None:
    answer = party.exchange(party.code(), **changes)
    assert answer.status_code == 400
    assert answer.get_json()["error"] == error
    assert answer.headers["Cache-Control"] == "no-store"


def test_a_code_spent_on_a_wrong_verifier_is_spent(party: Party) -> None:
    code = party.code()
    party.exchange(code, code_verifier="w" * 43)
    assert party.exchange(code).get_json()["error"] == "invalid_grant"


def test_another_client_cannot_redeem_a_code(party: Party) -> None:
    code = party.code()
    other = register(party.app)
    assert other.exchange(code).get_json()["error"] == "invalid_grant"
    assert party.exchange(code).status_code == 200


def test_a_client_without_pkce_may_not_bring_a_verifier(party: Party) -> None:
    without = register(party.app, is_pkce_required=False)
    changes: dict[str, str | None] = {"code_challenge": None, "code_challenge_method": None}
    assert (
        without.exchange(without.code("ra@demo.test", **changes), code_verifier=None).status_code
        == 200
    )
    refused = without.exchange(without.code("ra@demo.test", **changes))
    assert refused.get_json()["error"] == "invalid_request"


def test_a_client_without_pkce_that_uses_it_is_held_to_it(party: Party) -> None:
    without = register(party.app, is_pkce_required=False)
    assert without.exchange(without.code(), code_verifier=None).status_code == 400


def test_the_query_of_the_token_endpoint_is_refused(party: Party) -> None:
    code = party.code()
    form = {"grant_type": "authorization_code", "redirect_uri": REDIRECT_URI}
    answer = party.machine.post(
        f"/token?code={code}&code_verifier={VERIFIER}",
        data=form,
        auth=(party.client_id, party.secret),
    )
    assert answer.get_json()["error"] == "invalid_request"
    assert party.machine.get(f"/token?code={code}").status_code == 405


def test_a_parameter_given_twice_is_refused(party: Party) -> None:
    answer = party.machine.post(
        "/token",
        data={"grant_type": "authorization_code", "code": [party.code(), "x"]},
        auth=(party.client_id, party.secret),
    )
    assert answer.get_json()["error"] == "invalid_request"


@pytest.mark.parametrize("content_type", ["application/json", "text/plain", ""])
def test_another_kind_of_body_is_refused(party: Party, content_type: str) -> None:
    answer = party.machine.post(
        "/token", data="{}", content_type=content_type, auth=(party.client_id, party.secret)
    )
    assert answer.status_code in (400, 415)
    assert "error" in answer.get_json()


def test_ending_the_session_ends_a_code_that_waits(party: Party) -> None:
    code = party.code()
    assert party.send(party.get("/end_session")).status == 200
    assert party.exchange(code).get_json()["error"] == "invalid_grant"


def test_each_exchange_is_in_the_journal(party: Party) -> None:
    party.exchange(party.code())
    with party.app.app_context():
        assert len(events("code.redeemed")) == 1


def test_a_second_code_of_one_session_is_independent(party: Party) -> None:
    first = party.tokens()
    second = party.exchange(parameters_of(party.authorize())["code"]).get_json()
    assert first["access_token"] != second["access_token"]
    assert party.userinfo(first["access_token"]).status_code == 200
    assert party.userinfo(second["access_token"]).status_code == 200
