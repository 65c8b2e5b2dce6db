"""Messages that left are kept for a month, those that wait for as long as they do."""

from flask import Flask
from sqlalchemy import select

from idp.domain import db, outbox
from idp.domain.outbox import actions, queue
from idp.domain.outbox.models import MESSAGES
from tests.fixtures.clocks import MovedClock


def test_old_messages_go_and_waiting_ones_stay(domain: Flask, clock: MovedClock) -> None:
    with db.transaction() as connection:
        outbox.put(connection, "notice", {"number": 1})
    queue.send_next({"notice": lambda message: None})
    with db.transaction() as connection:
        outbox.put(connection, "notice", {"number": 2})
    clock.advance(days=29)
    assert actions.purge_expired() == 0
    clock.advance(days=2)
    assert actions.purge_expired() == 1
    with db.auto_engine().connect() as connection:
        [parameters] = connection.execute(select(MESSAGES.c.parameters)).scalars()
    assert parameters == {"number": 2}
