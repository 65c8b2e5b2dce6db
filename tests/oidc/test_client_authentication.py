"""How a client proves who it is: rows CA."""

import base64
from datetime import timedelta

import pytest
from werkzeug.test import TestResponse

from idp.domain import clients, db
from idp.domain.actor import SYSTEM
from idp.oidc.clients import REMEMBERED_SECONDS
from tests.fixtures.clocks import MovedClock
from tests.fixtures.journal import events
from tests.oidc.party import REDIRECT_URI, Party, exchange_request, register


def ask(party: Party, header: str | None = None, **form: str) -> TestResponse:
    headers = {"Authorization": header} if header is not None else {}
    return party.machine.post("/token", data=exchange_request("c") | form, headers=headers)


def basic(text: str | bytes) -> str:
    raw = text.encode() if isinstance(text, str) else text
    return "Basic " + base64.b64encode(raw).decode()


def outcome(answer: TestResponse) -> tuple[int, str, str | None]:
    return answer.status_code, answer.get_json()["error"], answer.headers.get("WWW-Authenticate")


def test_every_failure_looks_the_same(party: Party) -> None:
    wrong = [
        ask(party, basic(f"{party.client_id}:")),
        ask(party, basic(f"{party.client_id}: ")),
        ask(party, basic(f"{party.client_id}:null")),
        ask(party, basic(f"{party.client_id}:{party.client_id}")),
        ask(party, basic(f"{party.client_id}:{party.secret}x")),
        ask(party, basic(f"nobody:{party.secret}")),
        ask(party, basic(f"{party.client_id}")),
        ask(party, basic(b"\xff\xfe:\xff")),
        ask(party, basic(f"{party.client_id}:é€")),
        ask(party, basic("a%00b:c")),
        ask(party, "Basic !!!"),
        ask(party, "Basic"),
        ask(party, "Bearer x"),
        ask(party, "Basic " + "A" * 5000),
        ask(party),
        ask(party, client_id=party.client_id),
        ask(party, client_id=party.client_id, client_secret=""),
        ask(party, client_id=party.client_id, client_secret="non-ASCII é\U0001f512"),
        ask(party, client_id="nobody", client_secret=party.secret),
    ]
    assert len({(answer.text, outcome(answer)) for answer in wrong}) == 1
    assert outcome(wrong[0])[:2] == (401, "invalid_client")
    assert wrong[0].headers["WWW-Authenticate"].startswith("Basic ")


def test_the_journal_names_a_client_that_exists_and_nothing_that_was_made_up(party: Party) -> None:
    ask(party, basic(f"{party.client_id}:wrong"))
    ask(party, client_id=party.client_id, client_secret=party.secret)
    ask(party, basic(f"{party.secret}:wrong"))
    ask(party)
    with party.app.app_context():
        named = [event.client_id for event in events("client.authenticated")]
    assert named == [party.client_id, party.client_id, None, None]


def test_only_the_registered_method_works(party: Party) -> None:
    posts = register(party.app, auth_method="client_secret_post")
    assert ask(posts, basic(f"{posts.client_id}:{posts.secret}")).status_code == 401
    good = ask(posts, client_id=posts.client_id, client_secret=posts.secret)
    assert good.get_json()["error"] == "invalid_grant"
    refused = ask(party, client_id=party.client_id, client_secret=party.secret)
    assert refused.status_code == 401


def test_two_methods_at_once_are_refused(party: Party) -> None:
    header = basic(f"{party.client_id}:{party.secret}")
    both = ask(party, header, client_id=party.client_id, client_secret=party.secret)
    assert outcome(both)[:2] == (400, "invalid_request")
    another = ask(party, header, client_id="another")
    assert outcome(another)[:2] == (400, "invalid_request")


def test_the_same_client_id_in_the_body_is_no_second_method(party: Party) -> None:
    answer = ask(party, basic(f"{party.client_id}:{party.secret}"), client_id=party.client_id)
    assert answer.get_json()["error"] == "invalid_grant"


def test_basic_credentials_are_form_encoded_first(party: Party) -> None:
    with party.app.app_context():
        given = clients.Credentials("odd", "a b+c%/é:" + "x" * 40)
        clients.register(
            {"name": "Odd", "redirect_uris": [REDIRECT_URI]}, credentials=given, by=SYSTEM
        )
        db.session.commit()
    odd = Party(party.app, given.client_id, given.secret)
    encoded = "a+b%2Bc%25%2F%C3%A9%3A" + "x" * 40
    answer = ask(odd, basic(f"{odd.client_id}:{encoded}"))
    assert answer.get_json()["error"] == "invalid_grant"


def test_two_authorization_headers_are_refused(party: Party) -> None:
    header = basic(f"{party.client_id}:{party.secret}")
    answer = party.machine.post(
        "/token",
        data={"grant_type": "authorization_code", "code": "c"},
        headers=[("Authorization", header), ("Authorization", header)],
    )
    assert answer.status_code in (400, 401)


@pytest.mark.parametrize("method", ["get", "put", "delete", "patch"])
def test_other_methods_get_json(party: Party, method: str) -> None:
    answer = getattr(party.machine, method)("/token")
    assert answer.status_code == 405
    assert "error" in answer.get_json()


def test_failures_are_counted_by_address_and_a_right_secret_still_passes(party: Party) -> None:
    wrong = basic(f"{party.client_id}:wrong")
    assert {ask(party, wrong).status_code for _ in range(60)} == {401}
    over = ask(party, wrong)
    assert over.status_code == 429
    assert int(over.headers["Retry-After"]) > 0
    right = ask(party, basic(f"{party.client_id}:{party.secret}"))
    assert right.get_json()["error"] == "invalid_grant"


# Two secrets, while a client changes from one to the other.


def rotate(party: Party, keep_old_for: timedelta) -> str:
    with party.app.app_context():
        given = clients.rotate_secret(party.client_id, keep_old_for, by=SYSTEM)
        db.session.commit()
    return given.secret


def works(party: Party, secret: str) -> bool:
    answer = ask(party, basic(f"{party.client_id}:{secret}"))
    told = (answer.status_code, answer.get_json()["error"])
    assert told in {(400, "invalid_grant"), (401, "invalid_client")}
    return answer.status_code == 400


def test_both_secrets_work_until_the_former_one_ends(party: Party, clock: MovedClock) -> None:
    first = party.secret
    assert works(party, first)
    second = rotate(party, timedelta(hours=1))
    # The registration is remembered from before the rotation: the new secret works all the same.
    assert works(party, second)
    assert works(party, first)
    clock.advance(minutes=59, seconds=55)
    assert works(party, first), "read now, and remembered for ten seconds"
    clock.advance(seconds=4.9)
    assert works(party, first)
    clock.advance(seconds=0.1)
    assert not works(party, first)
    assert works(party, second)


def test_the_oldest_of_three_secrets_is_dropped(party: Party, clock: MovedClock) -> None:
    first = party.secret
    second, third = (rotate(party, timedelta(days=7)) for _ in range(2))
    assert [works(party, secret) for secret in (first, second, third)] == [False, True, True]


@pytest.mark.parametrize("method", ["client_secret_basic", "client_secret_post"])
def test_an_empty_secret_is_never_one_of_the_two(party: Party, method: str) -> None:
    other = register(party.app, auth_method=method)
    assert ask(other, client_id=other.client_id, client_secret="").status_code == 401
    assert ask(other, basic(f"{other.client_id}:")).status_code == 401


def test_a_secret_that_ends_at_once_is_refused_once_it_is_forgotten(
    party: Party, clock: MovedClock
) -> None:
    assert works(party, party.secret)
    rotate(party, timedelta())
    clock.advance(seconds=REMEMBERED_SECONDS)
    assert not works(party, party.secret)


def test_a_former_secret_that_has_ended_looks_like_any_wrong_one(
    party: Party, clock: MovedClock
) -> None:
    rotate(party, timedelta(hours=1))
    clock.advance(hours=1)
    ended, wrong = (
        ask(party, basic(f"{party.client_id}:{secret}")) for secret in (party.secret, "wrong")
    )
    assert (ended.text, outcome(ended)) == (wrong.text, outcome(wrong))


def test_a_disabled_client_is_refused_at_once(party: Party) -> None:
    code = party.code()
    assert works(party, party.secret)
    with party.app.app_context():
        clients.disable(party.client_id, by=SYSTEM)
        db.session.commit()
    assert party.exchange(code).status_code in (400, 401)
