"""Codes that are refused, and whom the journal names then."""

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import update

from idp.domain import db
from idp.domain.actor import Actor
from idp.domain.browser_sessions.actions import end
from idp.domain.browser_sessions.actions import purge_expired as purge_sessions
from idp.domain.grants.actions import purge_expired, redeem_code
from idp.domain.grants.errors import CodeRefused
from idp.domain.grants.models import Grant
from idp.domain.grants.queries import find_live
from idp.domain.tokens import token_hash
from idp.oidc.claims import userinfo_claims
from tests.domain.people import SOMEBODY, account_id_of, ask_for_code, sign_in
from tests.fixtures.clocks import MovedClock
from tests.fixtures.journal import events

SOFFI = Actor("client", client_id="soffi")


def refuse(code: str, client_id: str = "soffi") -> None:
    with pytest.raises(CodeRefused):
        redeem_code(code, client_id, by=SOFFI)


def test_the_journal_names_the_person_whose_code_is_redeemed(demo: Flask) -> None:
    session = sign_in()
    grant = redeem_code(ask_for_code(session), "soffi", by=SOFFI)
    event = events("code.redeemed")[-1]
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
    event = events("code.redeemed")[-1]
    assert (event.result, event.client_id) == ("refused", presented_by)
    assert event.reason == (case if case in ("replayed", "ended") else "unusable")
    assert event.account_id == account_id_of("ra@demo.test")
    assert event.session_hash == token_hash(session.sid)


def test_nobody_is_named_for_a_code_that_never_was(demo: Flask) -> None:
    refuse("x" * 43)
    event = events("code.redeemed")[-1]
    assert (event.reason, event.account_id, event.session_hash) == ("unusable", None, None)


@pytest.mark.parametrize(("is_redeemed", "life"), [(False, 60), (True, 300)])
def test_a_grant_is_deleted_a_day_after_the_last_that_came_of_it(
    demo: Flask, clock: MovedClock, is_redeemed: bool, life: int
) -> None:
    code = ask_for_code(sign_in())
    if is_redeemed:
        redeem_code(code, "soffi", by=SOFFI)
    clock.advance(days=1, seconds=life)
    assert purge_expired() == 0
    clock.advance(seconds=1)
    assert purge_expired() == 1


def test_a_grant_without_session_outlives_it(demo: Flask, clock: MovedClock) -> None:
    session = sign_in()
    grant = redeem_code(ask_for_code(session), "soffi", by=SOFFI)
    offline = update(Grant).where(Grant.id == grant.id)
    forever = clock.now() + timedelta(days=90)
    with db.transaction() as connection:
        connection.execute(offline.values(session_id=None, lives_until=forever))
    end(session, by=SOMEBODY)
    db.session.commit()
    clock.advance(days=60)
    assert purge_sessions() == 1
    assert purge_expired() == 0
    with db.auto_engine().connect() as connection:
        live = find_live(connection, grant.id)
        assert live is not None
        assert (live.sid, live.session_id) == (None, None)
        claims = userinfo_claims(connection, live)
    assert "sid" not in claims
