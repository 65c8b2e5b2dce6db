"""Reserve before a check; after it count its failure, or give the place back."""

import time
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import and_

from idp.domain import db
from idp.domain.purging import delete_in_batches
from idp.domain.throttling import counters
from idp.domain.throttling.errors import Throttled
from idp.domain.throttling.limits import Limit
from idp.domain.throttling.models import COUNTERS, ThrottleCounter
from idp.ground import clock

#: How long a check waits for those under way: 400 times 25 ms.
POLLS = 400
POLL_SECONDS = 0.025


@dataclass(frozen=True, slots=True)
class Reservation:
    """A check that is allowed to take place, and the limits under which it is counted."""

    limits: tuple[Limit, ...]


def reserve(limits: Sequence[Limit]) -> Reservation:
    """Reserve one check under each limit, before it is done.

    Failures alone stay counted: when only checks under way fill a limit, this waits for them,
    so that many good ones at once all pass. Raises Throttled when the failures fill it, or
    when the wait has lasted ten seconds; RuntimeError once the request has written.
    """
    db.stand_aside()
    ordered = sorted(limits)  # always in one order: two checks never wait for each other
    held = counters.try_reserve(ordered)
    try:
        first_full = next((n for n, each in enumerate(ordered) if each not in held), len(ordered))
        # What stands behind a full one is not held while others may need it.
        counters.give_back(held[first_full:])
        del held[first_full:]
        for limit in ordered[first_full:]:
            _wait_for(limit)
            held.append(limit)
    except BaseException:
        give_back(Reservation(tuple(held)))
        raise
    return Reservation(tuple(held))


def count_failure(executor: db.Executor, reservation: Reservation) -> None:
    """End a check that failed: it is counted until the end of each window."""
    for limit in reservation.limits:
        counters.count_failure(executor, limit)


def give_back(reservation: Reservation) -> None:
    """End a check that succeeded, or that did not take place, at once: nothing is counted."""
    counters.give_back(reservation.limits)


def purge_expired() -> int:
    """Delete the counters that count nothing any more; returns how many."""
    now = clock.now()
    is_over = and_(ThrottleCounter.window_ends_at <= now, ThrottleCounter.in_flight_until <= now)
    return delete_in_batches(COUNTERS, is_over)


def _wait_for(limit: Limit) -> None:
    for _ in range(POLLS):
        full = counters.why_full(limit)
        if full.is_final:
            break
        if counters.try_reserve([limit]):
            return
        time.sleep(POLL_SECONDS)
    raise Throttled(retry_after=full.retry_after, scope=limit.scope)
