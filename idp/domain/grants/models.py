"""What a person's sign-in gave to a client."""

from datetime import datetime
from typing import cast

from sqlalchemy import JSON, ForeignKey, String, Table, Text
from sqlalchemy.orm import Mapped, mapped_column

from idp.domain.db import Base


class Grant(Base):
    """One authorization: its code (hashed, used once) and all that comes from it.

    Access tokens name their grant, so that revoking it, ending the session or disabling the
    account ends them at once. A grant without session outlives it. `lives_until` is when the last
    thing that came from it ends by itself: then nobody needs the row.
    """

    __tablename__ = "grants"

    id: Mapped[str] = mapped_column(String(43), primary_key=True)
    client_id: Mapped[str] = mapped_column(
        String(64), ForeignKey("clients.client_id", ondelete="CASCADE")
    )
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    session_id: Mapped[int | None] = mapped_column(
        ForeignKey("browser_sessions.id", ondelete="CASCADE"), index=True
    )
    scope: Mapped[str] = mapped_column(Text)
    nonce: Mapped[str | None] = mapped_column(Text)
    authenticated_at: Mapped[datetime]
    acr: Mapped[str] = mapped_column(String(32))
    amr: Mapped[list[str]] = mapped_column(JSON)
    redirect_uri: Mapped[str] = mapped_column(Text)
    code_hash: Mapped[str] = mapped_column(String(64), unique=True)
    code_challenge: Mapped[str | None] = mapped_column(String(128))
    code_expires_at: Mapped[datetime]
    code_redeemed_at: Mapped[datetime | None]
    revoked_at: Mapped[datetime | None]
    lives_until: Mapped[datetime] = mapped_column(index=True)
    created_at: Mapped[datetime]


#: For hot statements, which need no entity.
GRANTS = cast(Table, Grant.__table__)
