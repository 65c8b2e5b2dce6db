"""What a session says of how its person proved who he is, and what ends with it."""

import pytest
from flask import Flask
from sqlalchemy import select

from idp.domain import db
from idp.domain.browser_sessions.actions import Assurance, end, purge_expired
from idp.domain.browser_sessions.queries import list_visited_labels
from idp.domain.grants.models import Grant
from idp.domain.grants.queries import find_live
from idp.domain.outbox.models import MESSAGES
from idp.domain.sign_in.actions import BY_PASSWORD
from tests.domain.people import SOMEBODY, ask_for_code, sign_in
from tests.fixtures.clocks import MovedClock

TWO_FACTORS = Assurance("eidas1-mfa", ("pwd", "otp", "mfa"))


@pytest.mark.parametrize(
    ("first", "then"), [(TWO_FACTORS, BY_PASSWORD), (BY_PASSWORD, TWO_FACTORS)]
)
def test_a_session_tells_of_the_last_sign_in_only(
    demo: Flask, clock: MovedClock, first: Assurance, then: Assurance
) -> None:
    before = sign_in(cookie="c" * 43, assurance=first)
    assert (before.acr, tuple(before.amr)) == (first.acr, first.amr)
    clock.advance(minutes=5)
    after = sign_in(replacing=before, assurance=then)
    assert after.sid == before.sid
    assert after.authenticated_at == clock.now()
    assert (after.acr, tuple(after.amr)) == (then.acr, then.amr)


def test_a_session_ends_with_what_it_gave_and_no_other_does(demo: Flask) -> None:
    ended, other = sign_in(), sign_in()
    ask_for_code(ended)
    ask_for_code(ended, "edof")
    ask_for_code(other)
    end(ended, by=SOMEBODY)
    end(ended, by=SOMEBODY)
    db.session.commit()
    with db.auto_engine().connect() as connection:
        given = select(Grant.id, Grant.session_id).order_by(Grant.created_at)
        live = [
            row.session_id for row in connection.execute(given) if find_live(connection, row.id)
        ]
        assert live == [other.id]
        noticed = select(MESSAGES.c.parameters).where(MESSAGES.c.kind == "backchannel_logout")
        told = [notice["client_id"] for notice in connection.execute(noticed).scalars()]
    assert sorted(told) == ["edof", "soffi"]


def test_a_service_visited_twice_is_named_once(demo: Flask) -> None:
    session = sign_in()
    ask_for_code(session)
    ask_for_code(session)
    assert list_visited_labels(session.id) == ["SOFFi"]


def test_a_session_that_ended_or_expired_is_deleted_a_day_later(
    demo: Flask, clock: MovedClock
) -> None:
    end(sign_in(), by=SOMEBODY)
    db.session.commit()
    clock.advance(hours=2)
    sign_in()
    clock.advance(hours=22)
    assert purge_expired() == 0
    clock.advance(seconds=1)
    assert purge_expired() == 1
    clock.advance(days=2)
    assert purge_expired() == 1
