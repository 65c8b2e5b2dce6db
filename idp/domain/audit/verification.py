"""Walking the chain of seals from its start, to find the first row that was tampered with."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Literal

from sqlalchemy import Row, select

from idp.domain import db
from idp.domain.audit import chain
from idp.domain.audit.models import EVENTS, SEALS
from idp.ground import clock

BATCH = 1000
#: The worker seals within seconds; an event that waits longer tells that something is wrong.
SEALED_WITHIN = timedelta(minutes=15)

Fault = Literal[
    "event_changed", "event_deleted", "seal_deleted", "event_unsealed", "checkpoint_missing",
    "checkpoint_differs",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the walk found: how far the chain is good, and the first fault, if there is one.

    `checkpoint` is `seq:mac` of the last good seal, or "" when there is none. Kept outside the
    database, it later shows whether the end of the journal was cut off.
    """

    checkpoint: str
    events: int
    fault: Fault | None = None
    event_id: int | None = None
    seq: int | None = None


def verify(checkpoint: str | None = None) -> Verdict:
    """Check every seal, then that no event waits for one, then that `checkpoint` still holds.

    Raises ValueError when `checkpoint` is not of the form `seq:mac`.
    """
    known_seq, known_mac = _parse(checkpoint) if checkpoint else (0, chain.START)
    seq, mac, met = 0, chain.START, not known_seq
    for row in _sealed_events():
        good = f"{seq}:{mac}" if seq else ""
        fault = _fault_of(row, seq + 1, mac)
        if fault is None and row.seq == known_seq:
            met = True
            fault = None if row.mac == known_mac else "checkpoint_differs"
        if fault is not None:
            return Verdict(good, seq, fault, row.event_id, seq + 1)
        seq, mac = row.seq, row.mac
    good = f"{seq}:{mac}" if seq else ""
    if not met:
        return Verdict(good, seq, "checkpoint_missing", seq=known_seq)
    if (forgotten := _find_forgotten()) is not None:
        return Verdict(good, seq, "event_unsealed", forgotten)
    return Verdict(good, seq)


def _fault_of(row: Row[Any], seq: int, previous: str) -> Fault | None:
    if row.seq != seq:
        return "seal_deleted"
    if row.id is None:
        return "event_deleted"
    return None if chain.is_sealed_by(row.mac, previous, seq, row) else "event_changed"


def _sealed_events() -> Iterator[Row[Any]]:
    reached = 0
    statement = (
        select(SEALS, EVENTS)
        .outerjoin(EVENTS, EVENTS.c.id == SEALS.c.event_id)
        .order_by(SEALS.c.seq)
        .limit(BATCH)
    )
    while True:
        with db.auto_engine().connect() as connection:
            rows = connection.execute(statement.where(SEALS.c.seq > reached)).all()
        yield from rows
        if len(rows) < BATCH:
            return
        reached = rows[-1].seq


def _find_forgotten() -> int | None:
    statement = (
        select(EVENTS.c.id)
        .outerjoin(SEALS, SEALS.c.event_id == EVENTS.c.id)
        .where(SEALS.c.seq.is_(None), EVENTS.c.occurred_at < clock.now() - SEALED_WITHIN)
        .order_by(EVENTS.c.id)
        .limit(1)
    )
    with db.auto_engine().connect() as connection:
        return connection.execute(statement).scalar()


def _parse(checkpoint: str) -> tuple[int, str]:
    seq, _, mac = checkpoint.partition(":")
    if not (seq.isascii() and seq.isdigit() and int(seq) > 0 and len(mac) == 64):
        raise ValueError("a checkpoint is a number, a colon and 64 hexadecimal digits")
    return int(seq), mac
