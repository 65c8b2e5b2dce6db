"""Reserve before a check, release after it."""

import logging
import time
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import and_

from idp import settings
from idp.domain import clock, db
from idp.domain.errors import Unavailable
from idp.domain.purging import delete_in_batches
from idp.domain.throttling.counters import Counters, DatabaseCounters, Full
from idp.domain.throttling.errors import Throttled
from idp.domain.throttling.limits import Limit
from idp.domain.throttling.models import COUNTERS
from idp.domain.throttling.shared_counters import SharedCounters

#: How long a check waits for those under way: 400 times 25 ms.
POLLS = 400
POLL_SECONDS = 0.025

_log = logging.getLogger(__name__)
_database = DatabaseCounters()


@dataclass(frozen=True, slots=True)
class Reservation:
    """Checks that are allowed to take place, and where each is counted."""

    held: tuple[tuple[Limit, Counters], ...]


def reserve(limits: Sequence[Limit]) -> Reservation:
    """Reserve one check under each limit, before it is done.

    Failures alone stay counted: when only checks under way fill a limit, this waits for them,
    so that many good ones at once all pass. Raises Throttled when the failures fill it, or
    when the wait has lasted ten seconds; RuntimeError once the transaction of the request has
    begun.
    """
    db.refuse_begun_session()
    held: list[tuple[Limit, Counters]] = []
    try:
        for limit in sorted(limits):  # always in one order: two checks never wait for each other
            held.append((limit, _wait_for(limit)))
    except BaseException:
        cancel(Reservation(tuple(held)))
        raise
    return Reservation(tuple(held))


def release(executor: db.Executor, reservation: Reservation, *, success: bool) -> None:
    """End the checks; a failed one is counted until the end of its window."""
    for limit, counters in reservation.held:
        try:
            counters.release(executor, limit, failed=not success)
        except Unavailable:
            _log.warning("shared counters do not answer: a reservation will expire by itself")
            if not success:  # whoever makes Redis fail gains no try by it
                _database.release(executor, limit, failed=True)


def cancel(reservation: Reservation) -> None:
    """End checks that succeeded, or did not take place, in a transaction of their own."""
    if reservation.held:
        with db.transaction() as connection:
            release(connection, reservation, success=True)


def purge_expired() -> int:
    """Delete the counters that count nothing any more; returns how many."""
    now = clock.now()
    is_over = and_(COUNTERS.c.window_ends_at <= now, COUNTERS.c.in_flight_until <= now)
    return delete_in_batches(COUNTERS, is_over)


def _wait_for(limit: Limit) -> Counters:
    full = Full(retry_after=1, is_final=False)
    for _ in range(POLLS):
        counters, answer = _try(limit)
        if answer is None:
            return counters
        full = answer
        if full.is_final:
            break
        time.sleep(POLL_SECONDS)
    raise Throttled(retry_after=full.retry_after, scope=limit.scope)


def _try(limit: Limit) -> tuple[Counters, Full | None]:
    redis_url = settings.current().redis_url
    if redis_url and limit.scope == "address":
        shared = SharedCounters(redis_url)
        try:
            return shared, shared.try_reserve(limit)
        except Unavailable:
            _log.warning("shared counters do not answer: counting in the database")
    return _database, _database.try_reserve(limit)
