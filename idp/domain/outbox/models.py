"""What waits to leave for the outside world."""

from datetime import datetime
from typing import Any, Literal, cast

from sqlalchemy import JSON, Index, String, Table, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from idp.domain.db import Base, Key

State = Literal["waiting", "sent", "failed", "expired"]
_WAITING = text("state = 'waiting'")


class OutboxMessage(Base):
    """A message to an outside system, written with the change that it tells about.

    `secrets_encrypted` is erased as soon as the message is no longer waiting. While
    `lease_ends_at` is to come, one worker has the message in hand.
    """

    __tablename__ = "outbox_messages"
    __table_args__ = (
        Index(
            "ix_outbox_messages_due_at",
            "due_at",
            sqlite_where=_WAITING,
            postgresql_where=_WAITING,
        ),
    )

    id: Mapped[Key]
    kind: Mapped[str] = mapped_column(String(32))
    parameters: Mapped[dict[str, Any]] = mapped_column(JSON)
    secrets_encrypted: Mapped[str | None] = mapped_column(Text)
    key: Mapped[str | None] = mapped_column(String(128), unique=True)
    state: Mapped[State] = mapped_column(String(16))
    created_at: Mapped[datetime]
    due_at: Mapped[datetime]
    expires_at: Mapped[datetime | None]
    lease_ends_at: Mapped[datetime | None]
    attempts: Mapped[int]
    last_error: Mapped[str | None] = mapped_column(String(64))
    ended_at: Mapped[datetime | None] = mapped_column(index=True)


MESSAGES = cast(Table, OutboxMessage.__table__)
