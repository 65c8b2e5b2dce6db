"""Reads of announcements."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from sqlalchemy import bindparam, or_, select

from idp.domain import db
from idp.domain.announcements.models import Announcement, Severity
from idp.domain.catalogue.models import DigitalService
from idp.ground import clock

State = Literal["to come", "in force", "over", "removed"]

# Warnings come first, then the latest news.
_IN_FORCE = (
    select(Announcement.severity, Announcement.title, Announcement.text)
    .select_from(Announcement)
    .outerjoin(DigitalService, DigitalService.id == Announcement.service_id)
    .where(
        Announcement.removed_at.is_(None),
        Announcement.starts_at <= bindparam("now"),
        or_(Announcement.ends_at.is_(None), Announcement.ends_at > bindparam("now")),
        or_(Announcement.service_id.is_(None), DigitalService.key == bindparam("service_key")),
    )
    .order_by(Announcement.severity.desc(), Announcement.starts_at.desc(), Announcement.id.desc())
)
_ALL = (
    select(
        Announcement.id,
        DigitalService.key.label("service_key"),
        Announcement.severity,
        Announcement.title,
        Announcement.text,
        Announcement.starts_at,
        Announcement.ends_at,
        Announcement.removed_at,
    )
    .select_from(Announcement)
    .outerjoin(DigitalService, DigitalService.id == Announcement.service_id)
    .order_by(Announcement.starts_at, Announcement.id)
)


@dataclass(frozen=True, slots=True)
class Banner:
    """What a page shows of an announcement."""

    severity: Severity
    title: str | None
    text: str


@dataclass(frozen=True, slots=True)
class AnnouncementView:
    """An announcement, for those who manage them; `service_key` is None when it is for all."""

    id: int
    service_key: str | None
    severity: Severity
    title: str | None
    text: str
    starts_at: datetime
    ends_at: datetime | None
    removed_at: datetime | None

    def state_at(self, now: datetime) -> State:
        """Where it stands in its life."""
        if self.removed_at is not None:
            return "removed"
        if now < self.starts_at:
            return "to come"
        return "in force" if self.ends_at is None or now < self.ends_at else "over"


def list_in_force(service_key: str | None) -> Sequence[Banner]:
    """What is announced now to all, and to those who go to this service if there is one."""
    values = {"now": clock.now(), "service_key": service_key}
    with db.auto_engine().connect() as connection:
        return [Banner(*row) for row in connection.execute(_IN_FORCE, values)]


def list_announcements() -> Sequence[AnnouncementView]:
    """Every announcement ever made, removed ones too, by when it starts."""
    with db.auto_engine().connect() as connection:
        return [AnnouncementView(*row) for row in connection.execute(_ALL)]
