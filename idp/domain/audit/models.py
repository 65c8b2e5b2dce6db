"""The journal, and the chain of seals over it. Rows of both are never changed nor deleted."""

from datetime import datetime
from typing import cast

from sqlalchemy import BigInteger, String, Table, Text
from sqlalchemy.orm import Mapped, mapped_column

from idp.domain.db import Base, BigKey, Key


class AuditEvent(Base):
    """One fact that happened. It points at other rows by plain numbers: it outlives them.

    `actor_*` is who acted, `account_id` … `session_hash` what it was about. `data` is JSON text,
    kept as it was written so that its seal can be checked on any database.
    """

    __tablename__ = "audit_events"
    __table_args__ = ({"sqlite_autoincrement": True},)

    id: Mapped[Key]
    occurred_at: Mapped[datetime]
    event: Mapped[str] = mapped_column(String(64))
    result: Mapped[str] = mapped_column(String(16))
    reason: Mapped[str | None] = mapped_column(String(64))
    actor_kind: Mapped[str] = mapped_column(String(16))
    actor_account_id: Mapped[int | None] = mapped_column(BigInteger)
    actor_client_id: Mapped[str | None] = mapped_column(String(64))
    address: Mapped[str | None] = mapped_column(String(64))
    correlation_id: Mapped[str | None] = mapped_column(String(64))
    account_id: Mapped[int | None] = mapped_column(BigInteger, index=True)
    client_id: Mapped[str | None] = mapped_column(String(64))
    service: Mapped[str | None] = mapped_column(String(64))
    company_id: Mapped[int | None] = mapped_column(BigInteger)
    session_hash: Mapped[str | None] = mapped_column(String(64))
    data: Mapped[str] = mapped_column(Text)


class AuditSeal(Base):
    """The seal of one event: `mac` covers the event and the seal before it."""

    __tablename__ = "audit_seals"

    seq: Mapped[int] = mapped_column(BigKey, primary_key=True, autoincrement=False)
    event_id: Mapped[int] = mapped_column(BigInteger, unique=True)
    mac: Mapped[str] = mapped_column(String(64))


EVENTS = cast(Table, AuditEvent.__table__)
SEALS = cast(Table, AuditSeal.__table__)
