"""Making an announcement, and taking it back."""

import re
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import update

from idp.domain import audit, db
from idp.domain.actor import Actor
from idp.domain.announcements.errors import (
    AnnouncementPeriodRefused,
    AnnouncementTextRefused,
    AnnouncementUnknown,
)
from idp.domain.announcements.models import TEXT_LENGTH, TITLE_LENGTH, Announcement, Severity
from idp.domain.catalogue.queries import get_service
from idp.ground import clock
from idp.ground.one_line import is_one_line

# Not \s: the no-break spaces of French typography stay.
_BLANKS = re.compile(r"[ \t\r\n]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """An announcement to make; for all when `service_key` is None, from now by default."""

    text: str
    title: str = ""
    severity: Severity = "info"
    service_key: str | None = None
    starts_at: datetime | None = None
    ends_at: datetime | None = None


def announce(draft: Draft, *, by: Actor) -> int:
    """Make an announcement; returns its number.

    Raises AnnouncementTextRefused, AnnouncementPeriodRefused or ServiceUnknown.
    """
    now = clock.now()
    announcement = Announcement(
        service_id=get_service(draft.service_key).id if draft.service_key is not None else None,
        severity=draft.severity,
        title=_checked(draft.title, TITLE_LENGTH) if draft.title.strip() else None,
        text=_checked(draft.text, TEXT_LENGTH),
        starts_at=draft.starts_at or now,
        ends_at=draft.ends_at,
        created_at=now,
    )
    if draft.ends_at is not None and draft.ends_at <= max(announcement.starts_at, now):
        raise AnnouncementPeriodRefused
    db.session.add(announcement)
    db.session.flush()
    audit.record(
        db.session,
        "announcement.added",
        by=by,
        service=draft.service_key,
        data=_told(announcement),
    )
    return announcement.id


def remove(announcement_id: int, *, by: Actor) -> None:
    """Take an announcement back, at once. Raises AnnouncementUnknown."""
    statement = (
        update(Announcement)
        .where(Announcement.id == announcement_id, Announcement.removed_at.is_(None))
        .values(removed_at=clock.now())
        .returning(Announcement.id)
    )
    if db.session.execute(statement).first() is None:
        raise AnnouncementUnknown(id=announcement_id)
    audit.record(db.session, "announcement.removed", by=by, data={"id": announcement_id})


def _checked(text: str, most: int) -> str:
    one_line = _BLANKS.sub(" ", text).strip()
    if not 0 < len(one_line) <= most or not is_one_line(one_line):
        raise AnnouncementTextRefused(most=most)
    return one_line


def _told(announcement: Announcement) -> dict[str, Any]:
    ends_at = announcement.ends_at
    return {
        "id": announcement.id,
        "severity": announcement.severity,
        "title": announcement.title,
        "text": announcement.text,
        "starts_at": announcement.starts_at.isoformat(),
        "ends_at": ends_at.isoformat() if ends_at else None,
    }
