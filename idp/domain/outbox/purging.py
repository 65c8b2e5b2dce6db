"""Messages that left long ago are of no use to anybody."""

from datetime import timedelta

from sqlalchemy import delete

from idp.domain import clock
from idp.domain.db import auto_engine
from idp.domain.outbox.models import MESSAGES

KEPT_FOR = timedelta(days=30)


def purge_expired() -> int:
    """Delete the messages that ended more than `KEPT_FOR` ago; returns how many."""
    statement = delete(MESSAGES).where(MESSAGES.c.ended_at < clock.now() - KEPT_FOR)
    with auto_engine().connect() as connection:
        return connection.execute(statement).rowcount
