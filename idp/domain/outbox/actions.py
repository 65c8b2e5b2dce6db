"""The outbox: messages are put there in the transaction of the change that they tell about."""

import json
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from idp.domain import db
from idp.domain.encryption import encrypt
from idp.domain.outbox.models import MESSAGES
from idp.domain.purging import delete_in_batches
from idp.domain.upsert import Upsert
from idp.ground import clock
from idp.mail import Message

KEPT_FOR = timedelta(days=30)
_PUT = Upsert(lambda insert: insert(MESSAGES).on_conflict_do_nothing(index_elements=["key"]))


def put(
    executor: db.Executor,
    kind: str,
    parameters: Mapping[str, Any],
    *,
    secrets: Mapping[str, str] | None = None,
    expires_at: datetime | None = None,
    key: str | None = None,
) -> None:
    """Leave a message for the worker, which gives it to the sender of its `kind`.

    It leaves after the executor's transaction commits; past `expires_at` it is dropped. A second
    message with the same `key` is ignored. `secrets` are encrypted while they wait, and erased
    once the message was sent, failed or expired.
    """
    now = clock.now()
    row = {
        "kind": kind,
        "parameters": dict(parameters),
        "secrets_encrypted": encrypt(json.dumps(dict(secrets))) if secrets else None,
        "key": key,
        "state": "waiting",
        "created_at": now,
        "due_at": now,
        "expires_at": expires_at,
        "attempts": 0,
    }
    _PUT.execute(executor, row)


def put_mail(
    executor: db.Executor,
    message: Message,
    *,
    expires_at: datetime | None = None,
    key: str | None = None,
) -> None:
    """Leave a mail for the worker; the rest is as in `put`."""
    put(
        executor,
        "mail",
        {
            "template": message.template,
            "to": message.to,
            "parameters": dict(message.parameters),
        },
        secrets=message.secrets,
        expires_at=expires_at,
        key=key,
    )


def purge_expired() -> int:
    """Delete the messages that ended more than `KEPT_FOR` ago; returns how many."""
    return delete_in_batches(MESSAGES, MESSAGES.c.ended_at < clock.now() - KEPT_FOR)
