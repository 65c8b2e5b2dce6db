"""Writing in the journal."""

import json
from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection, event, insert
from sqlalchemy.orm import Session, SessionTransaction

from idp.domain import db
from idp.domain.actor import Actor
from idp.domain.audit.models import EVENTS
from idp.ground import clock

_INSERT = insert(EVENTS).inline()
#: In a session: the rows that are written when it commits.
_WAITING = "efp-journal"


def record(
    executor: db.Executor,
    what: str,
    *,
    by: Actor,
    account_id: int | None = None,
    client_id: str | None = None,
    service: str | None = None,
    company_id: int | None = None,
    session_hash: str | None = None,
    result: str = "ok",
    reason: str | None = None,
    data: Mapping[str, Any] | None = None,
) -> None:
    """Write that `what` (such as `sign_in.succeeded`) happened now, in the executor's transaction.

    Those of a session are written together when it commits.

    `by` acted; the other ids say what it was about. `result` is `ok` or `refused`; `reason` is a
    code, `data` anything that JSON can hold. Never give a secret: the journal is read by people.
    """
    row = {
        "occurred_at": clock.now(),
        "event": what,
        "result": result,
        "reason": reason,
        "actor_kind": by.kind,
        "actor_account_id": by.account_id,
        "actor_client_id": _plain(by.client_id, 64),
        "address": _plain(by.address, 64),
        "correlation_id": _plain(by.correlation_id, 64),
        "account_id": account_id,
        "client_id": _plain(client_id, 64),
        "service": service,
        "company_id": company_id,
        "session_hash": session_hash,
        # ASCII only: no control or bidirectional character can forge or hide a line.
        "data": json.dumps(data or {}, ensure_ascii=True, sort_keys=True, separators=(",", ":")),
    }
    if isinstance(executor, Connection):
        executor.execute(_INSERT, row)
    else:
        executor.info.setdefault(_WAITING, []).append(row)


@event.listens_for(Session, "before_commit")
def _write_waiting(session: Session) -> None:
    if rows := session.info.pop(_WAITING, None):
        session.execute(_INSERT, rows)


@event.listens_for(Session, "after_soft_rollback")
def _forget_waiting(session: Session, ended: SessionTransaction) -> None:
    if ended.parent is None:  # a savepoint takes no other rows with it
        session.info.pop(_WAITING, None)


def _plain(text: str | None, length: int) -> str | None:
    if text is None or (len(text) <= length and text.isascii() and text.isprintable()):
        return text
    return text.encode("unicode_escape").decode("ascii")[:length]
