"""Taking a job and giving it back, each in one statement: no lock is held while it runs."""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Connection, and_, or_, select, update

from idp.domain import db
from idp.domain.leases.models import LEASES
from idp.domain.upsert import Upsert
from idp.ground import clock

#: A job is over by then, or its process died.
LEASE = timedelta(minutes=10)
_DECLARE = Upsert(lambda insert: insert(LEASES).on_conflict_do_nothing())


def list_due(periods: Mapping[str, timedelta]) -> list[str]:
    """Names of the jobs of `periods` that nobody runs and whose time has come again."""
    now = clock.now()
    conditions = [_is_due(name, every, now) for name, every in periods.items()]
    with db.auto_engine().connect() as connection:
        _declare_missing(connection, periods)
        statement = select(LEASES.c.name).where(or_(*conditions)).order_by(LEASES.c.name)
        return list(connection.execute(statement).scalars())


def take(name: str, holder: str, every: timedelta) -> bool:
    """Take the job for `LEASE` if it is due; False when another process was first."""
    now = clock.now()
    statement = (
        update(LEASES)
        .where(_is_due(name, every, now))
        .values(holder=holder, lease_ends_at=now + LEASE, last_started_at=now)
    )
    with db.auto_engine().connect() as connection:
        return connection.execute(statement).rowcount == 1


def give_back(name: str, holder: str) -> None:
    """End the lease that `holder` has on the job, if it still has it."""
    statement = (
        update(LEASES)
        .where(LEASES.c.name == name, LEASES.c.holder == holder)
        .values(holder=None, lease_ends_at=None, last_ended_at=clock.now())
    )
    with db.auto_engine().connect() as connection:
        connection.execute(statement)


def _declare_missing(connection: Connection, names: Iterable[str]) -> None:
    known = set(connection.execute(select(LEASES.c.name)).scalars())
    for name in sorted(set(names) - known):
        # Another worker, started at the same time, may declare it too.
        _DECLARE.execute(connection, {"name": name})


def _is_due(name: str, every: timedelta, now: datetime) -> ColumnElement[bool]:
    return and_(
        LEASES.c.name == name,
        or_(LEASES.c.lease_ends_at.is_(None), LEASES.c.lease_ends_at <= now),
        or_(
            LEASES.c.last_started_at.is_(None),
            LEASES.c.last_started_at <= now - every,
            # The clock was moved forward, then back (EFP_CLOCK_OFFSET).
            LEASES.c.last_started_at > now,
        ),
    )
