"""Signed-in browsers, and the services that each of them visited."""

from datetime import datetime
from typing import cast

from sqlalchemy import JSON, ForeignKey, String, Table
from sqlalchemy.orm import Mapped, mapped_column

from idp.domain.db import Base, BigKey, Key


class BrowserSession(Base):
    """One signed-in browser. The cookie holds an opaque id; here is its hash only.

    `sid` is what relying parties know it by (OpenID Connect Back-Channel Logout 2.1).
    """

    __tablename__ = "browser_sessions"

    id: Mapped[Key]
    sid: Mapped[str] = mapped_column(String(43), unique=True)
    cookie_hash: Mapped[str] = mapped_column(String(64), unique=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"), index=True)
    authenticated_at: Mapped[datetime]
    acr: Mapped[str] = mapped_column(String(32))
    amr: Mapped[list[str]] = mapped_column(JSON)
    started_at: Mapped[datetime]
    last_seen_at: Mapped[datetime]
    expires_at: Mapped[datetime] = mapped_column(index=True)
    ended_at: Mapped[datetime | None] = mapped_column(index=True)


class ServiceVisit(Base):
    """A client that got a code in a session: it is told when the session ends."""

    __tablename__ = "service_visits"

    session_id: Mapped[int] = mapped_column(
        BigKey, ForeignKey("browser_sessions.id", ondelete="CASCADE"), primary_key=True
    )
    client_id: Mapped[str] = mapped_column(
        String(64), ForeignKey("clients.client_id", ondelete="CASCADE"), primary_key=True
    )
    visited_at: Mapped[datetime]


#: For hot statements, which need no entity.
SESSIONS = cast(Table, BrowserSession.__table__)
VISITS = cast(Table, ServiceVisit.__table__)
