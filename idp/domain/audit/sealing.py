"""Sealing, seconds after the fact: no lock slows down the requests that write in the journal."""

import logging
from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, Row, func, insert, select
from sqlalchemy.exc import IntegrityError

from idp.domain import db
from idp.domain.audit import chain
from idp.domain.audit.models import EVENTS, SEALS

log = logging.getLogger("efp.audit")

BATCH = 500
#: Events may commit in another order than their ids: how many ids back a pass looks, the frequent
#: one and the one that may take its time. Still older ones are for `verification` to report.
LATE_IDS = 10_000
VERY_LATE_IDS = 1_000_000


def seal_new() -> int:
    """Seal the events that have none; returns how many. Each leaves as one line of the log."""
    return _seal_all(LATE_IDS)


def seal_late() -> int:
    """The same further back, for an event that committed very late."""
    return _seal_all(VERY_LATE_IDS)


def _seal_all(late_ids: int) -> int:
    count = 0
    while sealed := _seal_batch(late_ids):
        count += sealed
        if sealed < BATCH:
            break
    return count


def _seal_batch(late_ids: int) -> int:
    # A look first: on SQLite even an idle db.transaction would hold up those who write.
    with db.auto_engine().connect() as connection:
        if not _list_unsealed(connection, late_ids, most=1):
            return 0
    try:
        with db.transaction() as connection:
            return _extend_chain(connection, late_ids)
    except IntegrityError:
        # Another process sealed at the same time and was first: the chain stays one.
        return 0


def _extend_chain(connection: Connection, late_ids: int) -> int:
    last = _find_last(connection)
    seq, mac = (last.seq, last.mac) if last else (0, chain.START)
    seals = []
    for event in _list_unsealed(connection, late_ids, most=BATCH):
        seq += 1
        mac = chain.seal(mac, seq, event)
        seals.append({"seq": seq, "event_id": event.id, "mac": mac})
        # Before the commit: after a crash a line may come twice, but never not at all.
        log.info('{"seal":"%d:%s","event":%s}', seq, mac, chain.event_line(event))
    if seals:
        connection.execute(insert(SEALS), seals)
    return len(seals)


def _find_last(connection: Connection) -> Row[int, str] | None:
    seals = select(SEALS.c.seq, SEALS.c.mac)
    return connection.execute(seals.order_by(SEALS.c.seq.desc()).limit(1)).first()


def _list_unsealed(connection: Connection, late_ids: int, *, most: int) -> Sequence[Row[Any]]:
    newest_sealed = connection.execute(select(func.max(SEALS.c.event_id))).scalar() or 0
    unsealed = (
        select(EVENTS)
        .outerjoin(SEALS, SEALS.c.event_id == EVENTS.c.id)
        .where(SEALS.c.seq.is_(None), EVENTS.c.id > newest_sealed - late_ids)
        .order_by(EVENTS.c.id)
        .limit(most)
    )
    return connection.execute(unsealed).all()
