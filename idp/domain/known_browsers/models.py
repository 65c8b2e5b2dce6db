"""Which browser was used for which account."""

from datetime import datetime
from typing import cast

from sqlalchemy import ForeignKey, String, Table, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from idp.domain.db import Base, Key


class KnownBrowser(Base):
    """A browser that opened an account. Its own cookie holds a token; here is the hash only."""

    __tablename__ = "known_browsers"
    __table_args__ = (UniqueConstraint("account_id", "browser_hash"),)

    id: Mapped[Key]
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id", ondelete="CASCADE"))
    browser_hash: Mapped[str] = mapped_column(String(64), index=True)
    first_seen_at: Mapped[datetime]
    last_seen_at: Mapped[datetime] = mapped_column(index=True)


#: For hot statements, which need no entity.
BROWSERS = cast(Table, KnownBrowser.__table__)
