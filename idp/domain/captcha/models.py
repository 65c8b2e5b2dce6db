"""The challenges given out."""

from datetime import datetime

from sqlalchemy import String, Text
from sqlalchemy.orm import Mapped, mapped_column

from idp.domain.db import Base


class CaptchaChallenge(Base):
    """A code asked of one browser for one form.

    The answer is encrypted rather than hashed: it will have to be spoken as well as drawn.
    """

    __tablename__ = "captcha_challenges"

    uuid: Mapped[str] = mapped_column(String(36), primary_key=True)
    form: Mapped[str] = mapped_column(String(32))
    browser_hash: Mapped[str] = mapped_column(String(64))
    answer_encrypted: Mapped[str] = mapped_column(Text)
    expires_at: Mapped[datetime] = mapped_column(index=True)
    used_at: Mapped[datetime | None]
