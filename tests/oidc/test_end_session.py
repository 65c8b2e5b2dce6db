"""Signing out: rows LO-01 to LO-06, and the notices to services."""

import base64
import json

import pytest
from sqlalchemy import select

from idp.domain import db
from idp.domain.outbox.models import OutboxMessage
from tests.fixtures.browser import Answer
from tests.fixtures.clocks import MovedClock
from tests.oidc.party import AFTER_SIGN_OUT, Party, claims_of, parameters_of, read, register

NOTICE = "http://127.0.0.1:7001/backchannel"


def is_signed_in(party: Party) -> bool:
    return "code" in parameters_of(party.authorize(prompt="none"))


def leave(party: Party, **query: str) -> Answer:
    return party.get("/end_session", query)


def test_a_hint_of_this_session_signs_out_at_once(party: Party) -> None:
    hint = party.tokens()["id_token"]
    answer = leave(party, id_token_hint=hint, post_logout_redirect_uri=AFTER_SIGN_OUT, state="é&=1")
    assert answer.status == 303
    assert answer.location.startswith(AFTER_SIGN_OUT)
    assert parameters_of(answer) == {"state": "é&=1"}
    assert not is_signed_in(party)


def test_without_state_none_is_sent(party: Party) -> None:
    hint = party.tokens()["id_token"]
    answer = leave(party, id_token_hint=hint, post_logout_redirect_uri=AFTER_SIGN_OUT)
    assert answer.location == AFTER_SIGN_OUT


def test_an_expired_hint_is_still_a_hint(party: Party, clock: MovedClock) -> None:
    hint = party.tokens()["id_token"]
    clock.advance(minutes=20)
    assert leave(party, id_token_hint=hint).status == 200
    assert not is_signed_in(party)


def test_without_a_hint_the_person_is_asked(party: Party) -> None:
    party.sign_in()
    page = leave(party)
    assert "Voulez-vous vous déconnecter" in page.text
    assert is_signed_in(party)
    party.send(page)
    assert not is_signed_in(party)


def test_the_confirmation_leads_to_the_registered_address(party: Party) -> None:
    party.sign_in()
    page = leave(
        party,
        client_id=party.client_id,
        post_logout_redirect_uri=AFTER_SIGN_OUT,
        state="x",
    )
    answer = party.send(page)
    assert answer.location == f"{AFTER_SIGN_OUT}?state=x"


def test_a_return_address_altered_in_the_form_is_ignored(party: Party) -> None:
    party.sign_in()
    page = leave(party, client_id=party.client_id, post_logout_redirect_uri=AFTER_SIGN_OUT)
    sealed = read(page).value_of("after")
    answer = party.send(page, after=sealed.replace(sealed[0], "A", 1) + "x")
    assert answer.status == 200
    assert not answer.header("Location")


@pytest.mark.parametrize(
    "address",
    [
        "https://evil.example",
        AFTER_SIGN_OUT + "/../x",
        AFTER_SIGN_OUT + "?x=1",
        "//evil.example",
        "javascript:alert(1)",
    ],
)
def test_an_address_that_is_not_registered_leads_nowhere_but_out(
    party: Party, address: str
) -> None:
    hint = party.tokens()["id_token"]
    answer = leave(party, id_token_hint=hint, post_logout_redirect_uri=address)
    assert answer.status == 200
    assert not answer.header("Location")
    assert not is_signed_in(party)


def forged(hint: str, **header: str) -> str:
    head = base64.urlsafe_b64encode(json.dumps(header).encode()).decode().rstrip("=")
    return ".".join([head, *hint.split(".")[1:]])


def test_a_forged_hint_neither_redirects_nor_signs_out(party: Party) -> None:
    hint = party.tokens()["id_token"]
    kid = json.loads(base64.urlsafe_b64decode(hint.split(".")[0] + "=="))["kid"]
    for bad in (
        forged(hint, alg="none", typ="JWT", kid=kid).rsplit(".", 1)[0] + ".",
        forged(hint, alg="HS256", typ="JWT", kid=kid),
        forged(hint, alg="RS256", typ="JWT", kid="unknown"),
        forged(hint, alg="RS256", typ="JWT"),
        hint[:-3],
        "x",
    ):
        answer = leave(party, id_token_hint=bad, post_logout_redirect_uri=AFTER_SIGN_OUT)
        assert answer.status == 400
        assert not answer.header("Location")
    assert is_signed_in(party)


def test_a_hint_given_to_another_client_is_refused(party: Party) -> None:
    hint = party.tokens()["id_token"]
    other = register(party.app)
    assert leave(party, id_token_hint=hint, client_id=other.client_id).status == 400


def test_a_hint_of_another_session_is_no_proof(party: Party) -> None:
    hint = party.tokens()["id_token"]
    party.change_browser()
    party.sign_in("collaborateur@demo.test")
    page = leave(party, id_token_hint=hint)
    assert "Voulez-vous vous déconnecter" in page.text
    assert is_signed_in(party)


@pytest.mark.parametrize("query", [{}, {"state": "x"}])
def test_who_is_not_signed_in_is_told_so(party: Party, query: dict[str, str]) -> None:
    answer = leave(party, **query)
    assert answer.status == 200
    assert "Vous êtes déconnecté" in answer.text


def test_a_request_by_post_becomes_an_address(party: Party) -> None:
    hint = party.tokens()["id_token"]
    answer = party.post("/end_session", {"id_token_hint": hint})
    assert answer.status == 303
    party.get(answer.location)
    assert not is_signed_in(party)


def test_each_visited_service_gets_one_notice(party: Party) -> None:
    told = register(party.app, backchannel_logout_uri=NOTICE)
    told.browser = party.browser
    party.sign_in()
    tokens = told.exchange(parameters_of(told.authorize())["code"]).get_json()
    leave(told, id_token_hint=tokens["id_token"])
    with party.app.app_context():
        rows = db.session.scalars(select(OutboxMessage)).all()
        notices = [row for row in rows if row.kind == "backchannel_logout"]
        assert len(notices) == 1
        assert notices[0].parameters["client_id"] == told.client_id
        assert notices[0].parameters["sid"] == claims_of(tokens["id_token"])["sid"]
