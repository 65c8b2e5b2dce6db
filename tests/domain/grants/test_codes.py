"""Codes that are refused, and whom the journal names then."""

import pytest
from flask import Flask

from idp.domain import db
from idp.domain.actor import Actor
from idp.domain.browser_sessions.actions import end
from idp.domain.grants.actions import purge_expired, redeem_code
from idp.domain.grants.errors import CodeRefused
from idp.domain.tokens import token_hash
from tests.domain.people import SOMEBODY, account_id_of, ask_for_code, last_event, sign_in
from tests.fixtures.clocks import MovedClock

SOFFI = Actor("client", client_id="soffi")


def refuse(code: str, client_id: str = "soffi") -> None:
    with pytest.raises(CodeRefused):
        redeem_code(code, client_id, by=SOFFI)


def test_the_journal_names_the_person_whose_code_is_redeemed(demo: Flask) -> None:
    session = sign_in()
    grant = redeem_code(ask_for_code(session), "soffi", by=SOFFI)
    event = last_event("code.redeemed")
    assert (event.result, event.account_id) == ("ok", grant.account_id)
    assert event.session_hash == token_hash(session.sid)


@pytest.mark.parametrize("case", ["replayed", "ended", "late", "stolen"])
def test_the_journal_names_the_person_whose_code_is_refused(
    demo: Flask, clock: MovedClock, case: str
) -> None:
    session = sign_in()
    code = ask_for_code(session)
    presented_by = "edof" if case == "stolen" else "soffi"
    if case == "replayed":
        redeem_code(code, "soffi", by=SOFFI)
    elif case == "ended":
        end(session, by=SOMEBODY)
        db.session.commit()
    elif case == "late":
        clock.advance(minutes=2)
    refuse(code, presented_by)
    event = last_event("code.redeemed")
    assert (event.result, event.client_id) == ("refused", presented_by)
    assert event.reason == ("replayed" if case == "replayed" else "unusable")
    assert event.account_id == account_id_of("ra@demo.test")
    assert event.session_hash == token_hash(session.sid)


def test_nobody_is_named_for_a_code_that_never_was(demo: Flask) -> None:
    refuse("x" * 43)
    event = last_event("code.redeemed")
    assert (event.reason, event.account_id, event.session_hash) == ("unusable", None, None)


def test_a_grant_is_deleted_a_day_after_its_code(demo: Flask, clock: MovedClock) -> None:
    ask_for_code(sign_in())
    clock.advance(days=1, minutes=1)
    assert purge_expired() == 0
    clock.advance(seconds=1)
    assert purge_expired() == 1
