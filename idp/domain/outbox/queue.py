"""The worker's side of the outbox: claim a message, give it to its sender, note how it ended.

Each statement is a transaction of its own, so none is open while a message travels. A message
is sent at least once: again only when a worker died with it in hand and its lease ran out.
"""

import json
import logging
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Row, and_, or_, select, update

from idp.domain import db
from idp.domain.encryption import decrypt
from idp.domain.outbox.models import MESSAGES, State
from idp.ground import clock
from idp.ground.errors import PermanentFailure, Unavailable

log = logging.getLogger(__name__)

LEASE = timedelta(minutes=2)
FIRST_DELAY = timedelta(seconds=5)
LONGEST_DELAY = timedelta(hours=1)
#: About fourteen hours of trying.
MAX_ATTEMPTS = 24


@dataclass(frozen=True, slots=True)
class Claimed:
    """A message in the hands of this worker until `LEASE` has passed."""

    id: int
    kind: str
    parameters: Mapping[str, Any]
    secrets: Mapping[str, str] = field(repr=False)
    attempts: int
    created_at: datetime


#: Sends one message, or raises: PermanentFailure when trying again cannot help.
Sender = Callable[[Claimed], None]


def send_next(senders: Mapping[str, Sender]) -> bool:
    """Send the message that is due first, of the kinds that have a sender; False if none is."""
    row = _claim(senders, clock.now())
    if row is None:
        return False
    try:
        senders[row.kind](_open(row))
    except PermanentFailure as failure:
        log.error("outbox message %d (%s) refused: %s", row.id, row.kind, failure)
        _end(row, "failed", type(failure).__name__)
    except Unavailable as failure:
        log.warning("outbox message %d (%s): %s", row.id, row.kind, failure.data)
        _put_off(row, type(failure).__name__)
    except Exception as failure:
        log.exception("outbox message %d (%s), attempt %d", row.id, row.kind, row.attempts)
        _put_off(row, type(failure).__name__)
    else:
        _end(row, "sent", None)
    return True


def expire() -> int:
    """Drop the messages that nobody wants any more, with their secrets; returns how many."""
    now = clock.now()
    statement = (
        update(MESSAGES)
        .where(MESSAGES.c.state == "waiting", MESSAGES.c.expires_at <= now, _is_free(now))
        .values(state="expired", ended_at=now, secrets_encrypted=None, lease_ends_at=None)
    )
    with db.auto_engine().connect() as connection:
        return connection.execute(statement).rowcount


def _is_free(now: datetime) -> Any:
    return or_(MESSAGES.c.lease_ends_at.is_(None), MESSAGES.c.lease_ends_at <= now)


def _claim(kinds: Iterable[str], now: datetime) -> Row[Any] | None:
    first = (
        select(MESSAGES.c.id)
        .where(
            MESSAGES.c.state == "waiting",
            MESSAGES.c.kind.in_(sorted(kinds)),
            MESSAGES.c.due_at <= now,
            or_(MESSAGES.c.expires_at.is_(None), MESSAGES.c.expires_at > now),
            _is_free(now),
        )
        .order_by(MESSAGES.c.due_at, MESSAGES.c.id)
        .limit(1)
    )
    with db.auto_engine().connect() as connection:
        # Most looks find nothing: they only read, and leave SQLite's one writer alone.
        if connection.execute(first).first() is None:
            return None
        statement = (
            update(MESSAGES)
            .where(
                MESSAGES.c.id == first.with_for_update(skip_locked=True).scalar_subquery(),
                _is_free(now),
            )
            .values(lease_ends_at=now + LEASE, attempts=MESSAGES.c.attempts + 1)
            .returning(MESSAGES)
        )
        return connection.execute(statement).first()


def _open(row: Row[Any]) -> Claimed:
    secrets = json.loads(decrypt(row.secrets_encrypted)) if row.secrets_encrypted else {}
    return Claimed(row.id, row.kind, row.parameters, secrets, row.attempts, row.created_at)


def _put_off(row: Row[Any], error: str) -> None:
    if row.attempts >= MAX_ATTEMPTS:
        _end(row, "failed", error)
        return
    delay = min(FIRST_DELAY * 2 ** (row.attempts - 1), LONGEST_DELAY)
    _write(row, due_at=clock.now() + delay, last_error=error[:64])


def _end(row: Row[Any], state: State, error: str | None) -> None:
    error = error and error[:64]
    _write(row, state=state, ended_at=clock.now(), secrets_encrypted=None, last_error=error)


def _write(row: Row[Any], **values: Any) -> None:
    # The number of attempts tells one claim from the next: a worker that overslept its lease
    # must not speak for the one that took the message over.
    mine = and_(
        MESSAGES.c.id == row.id,
        MESSAGES.c.attempts == row.attempts,
        MESSAGES.c.state == "waiting",
    )
    statement = update(MESSAGES).where(mine).values(lease_ends_at=None, **values)
    with db.auto_engine().connect() as connection:
        connection.execute(statement)
