"""Reads of announcements."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from sqlalchemy import bindparam, or_, select

from idp.domain import clock
from idp.domain.announcements.models import Announcement, Severity
from idp.domain.catalogue.models import DigitalService
from idp.domain.db import auto_engine

State = Literal["to come", "in force", "over", "removed"]

_columns: Any = Announcement.__table__.c
_services: Any = DigitalService.__table__.c
_with_service = Announcement.__table__.outerjoin(
    DigitalService.__table__, _services.id == _columns.service_id
)
# Warnings come first, then the latest news.
_IN_FORCE = (
    select(_columns.severity, _columns.title, _columns.text)
    .select_from(_with_service)
    .where(
        _columns.removed_at.is_(None),
        _columns.starts_at <= bindparam("now"),
        or_(_columns.ends_at.is_(None), _columns.ends_at > bindparam("now")),
        or_(_columns.service_id.is_(None), _services.key == bindparam("service_key")),
    )
    .order_by(_columns.severity.desc(), _columns.starts_at.desc(), _columns.id.desc())
)
_ALL = (
    select(
        _columns.id,
        _services.key.label("service_key"),
        _columns.severity,
        _columns.title,
        _columns.text,
        _columns.starts_at,
        _columns.ends_at,
        _columns.removed_at,
    )
    .select_from(_with_service)
    .order_by(_columns.starts_at, _columns.id)
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
    with auto_engine().connect() as connection:
        return [Banner(*row) for row in connection.execute(_IN_FORCE, values)]


def list_announcements() -> Sequence[AnnouncementView]:
    """Every announcement ever made, removed ones too, by when it starts."""
    with auto_engine().connect() as connection:
        return [AnnouncementView(*row) for row in connection.execute(_ALL)]
