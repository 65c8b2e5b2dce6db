"""The challenges given out."""

from datetime import datetime
from typing import cast

from sqlalchemy import Index, String, Table, Text
from sqlalchemy.orm import Mapped, mapped_column

from idp.domain.db import Base


class CaptchaChallenge(Base):
    """A code asked of one browser for one form.

    The answer is encrypted rather than hashed, since it is spoken as well as drawn; there is none
    for a code of the State's service, which keeps it to itself. `plays` counts how often it was
    listened to; `address_hash` names the network that asked.
    """

    __tablename__ = "captcha_challenges"
    __table_args__ = (Index("ix_captcha_challenges_address", "address_hash", "expires_at"),)

    uuid: Mapped[str] = mapped_column(String(36), primary_key=True)
    form: Mapped[str] = mapped_column(String(32))
    browser_hash: Mapped[str] = mapped_column(String(64))
    address_hash: Mapped[str] = mapped_column(String(64))
    answer_encrypted: Mapped[str | None] = mapped_column(Text)
    plays: Mapped[int] = mapped_column(default=0)
    expires_at: Mapped[datetime] = mapped_column(index=True)
    used_at: Mapped[datetime | None]


#: For hot statements, which need no entity.
CHALLENGES = cast(Table, CaptchaChallenge.__table__)
