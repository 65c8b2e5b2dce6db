"""Sealing, seconds after the fact: no lock slows down the requests that write in the journal."""

import logging

from sqlalchemy import Connection, insert, select
from sqlalchemy.exc import IntegrityError

from idp.domain.audit import chain
from idp.domain.audit.models import EVENTS, SEALS
from idp.domain.db import transaction

log = logging.getLogger("efp.audit")

BATCH = 500
#: Events may commit in another order than their ids. A quick pass looks this far back.
LATE_IDS = 10_000


def seal_new() -> int:
    """Seal the events that have none; returns how many. Each leaves as one line of the log."""
    return _seal_all(thorough=False)


def seal_late() -> int:
    """The same over the whole journal, for an event that committed very late."""
    return _seal_all(thorough=True)


def _seal_all(*, thorough: bool) -> int:
    count = 0
    while sealed := _seal_batch(thorough=thorough):
        count += sealed
        if sealed < BATCH:
            break
    return count


def _seal_batch(*, thorough: bool) -> int:
    try:
        with transaction() as connection:
            return _extend_chain(connection, thorough=thorough)
    except IntegrityError:
        # Another process sealed at the same time and was first: the chain stays one.
        return 0


def _extend_chain(connection: Connection, *, thorough: bool) -> int:
    last = connection.execute(
        select(SEALS.c.seq, SEALS.c.mac, SEALS.c.event_id).order_by(SEALS.c.seq.desc()).limit(1)
    ).first()
    seq, mac, reached = (last.seq, last.mac, last.event_id) if last else (0, chain.START, 0)
    unsealed = (
        select(EVENTS)
        .outerjoin(SEALS, SEALS.c.event_id == EVENTS.c.id)
        .where(SEALS.c.seq.is_(None), EVENTS.c.id > (0 if thorough else reached - LATE_IDS))
        .order_by(EVENTS.c.id)
        .limit(BATCH)
    )
    seals = []
    for event in connection.execute(unsealed):
        seq += 1
        mac = chain.seal(mac, seq, event)
        seals.append({"seq": seq, "event_id": event.id, "mac": mac})
        # Before the commit: after a crash a line may come twice, but never not at all.
        log.info('{"seal":"%d:%s","event":%s}', seq, mac, chain.event_line(event))
    if seals:
        connection.execute(insert(SEALS), seals)
    return len(seals)
