"""Announcements, which stand as banners on our pages for a while."""

from datetime import datetime
from typing import Literal

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from idp.domain.catalogue.models import DigitalService
from idp.domain.db import Base, Key

Severity = Literal["info", "warning"]
SEVERITIES: tuple[Severity, ...] = ("info", "warning")

TITLE_LENGTH = 120
TEXT_LENGTH = 500


class Announcement(Base):
    """A text for everybody, or for those who go to one service, from an instant to another.

    Without `ends_at` it stands until it is removed. Removed ones are kept: they say what
    people were told.
    """

    __tablename__ = "announcements"

    id: Mapped[Key]
    service_id: Mapped[int | None] = mapped_column(ForeignKey(DigitalService.id), index=True)
    severity: Mapped[Severity] = mapped_column(String(16))
    title: Mapped[str | None] = mapped_column(String(TITLE_LENGTH))
    text: Mapped[str] = mapped_column(String(TEXT_LENGTH))
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime | None]
    created_at: Mapped[datetime]
    removed_at: Mapped[datetime | None]
