"""Announcements: when they stand, for whom, and what they may hold."""

import json
from datetime import timedelta
from typing import Any

import pytest

from idp.domain import db
from idp.domain.actor import SYSTEM
from idp.domain.announcements.actions import Draft, announce, remove
from idp.domain.announcements.errors import (
    AnnouncementPeriodRefused,
    AnnouncementTextRefused,
    AnnouncementUnknown,
)
from idp.domain.announcements.queries import list_announcements, list_in_force
from idp.domain.catalogue.errors import ServiceUnknown
from tests.fixtures.clocks import MovedClock
from tests.fixtures.journal import events

HOUR = timedelta(hours=1)

pytestmark = pytest.mark.usefixtures("demo")


def made(text: str = "Maintenance dimanche.", **changes: Any) -> int:
    number = announce(Draft(text=text, **changes), by=SYSTEM)
    db.session.commit()
    return number


def removed(number: int) -> None:
    remove(number, by=SYSTEM)
    db.session.commit()


def texts(service_key: str | None = None) -> list[str]:
    return [banner.text for banner in list_in_force(service_key)]


def states(clock: MovedClock) -> list[str]:
    return [one.state_at(clock.now()) for one in list_announcements()]


def test_it_stands_from_its_start_to_its_end(clock: MovedClock) -> None:
    now = clock.now()
    made(starts_at=now + HOUR, ends_at=now + 3 * HOUR)
    seen = []
    for _ in range(3):
        seen.append((texts(), states(clock)))
        clock.advance(hours=1.5)
    assert seen == [
        ([], ["to come"]),
        (["Maintenance dimanche."], ["in force"]),
        ([], ["over"]),
    ]


def test_without_dates_it_stands_at_once_and_until_it_is_removed(clock: MovedClock) -> None:
    number = made()
    clock.advance(days=400)
    assert texts() == ["Maintenance dimanche."]
    removed(number)
    assert texts() == []
    assert states(clock) == ["removed"]


def test_it_is_for_all_or_for_those_who_go_to_one_service() -> None:
    made("Pour tous.")
    made("Pour SOFFi.", service_key="soffi")
    assert texts() == ["Pour tous."]
    assert texts("edof") == ["Pour tous."]
    assert set(texts("soffi")) == {"Pour tous.", "Pour SOFFi."}


def test_warnings_come_first_then_the_latest(clock: MovedClock) -> None:
    for text, severity in (("Un.", "warning"), ("Deux.", "info"), ("Trois.", "info")):
        made(text, severity=severity)
        clock.advance(minutes=1)
    assert texts() == ["Un.", "Trois.", "Deux."]


def test_blanks_are_made_one_but_french_ones_stay() -> None:
    made("  Attention\u00a0:\n\n  lisez.\t", title="  ")
    [banner] = list_in_force(None)
    assert (banner.title, banner.text) == (None, "Attention\u00a0: lisez.")


@pytest.mark.parametrize(
    "text", ["", " \n ", "a" * 501, "a\x00", "a\x1b[31m", "\u202eegale", "a\u2028b", "\ud800"]
)
def test_a_text_that_cannot_be_read_is_refused(text: str) -> None:
    with pytest.raises(AnnouncementTextRefused):
        made(text)
    assert list_announcements() == []


def test_a_title_is_short() -> None:
    made("a" * 500, title="b" * 120)
    with pytest.raises(AnnouncementTextRefused) as refusal:
        made(title="b" * 121)
    assert refusal.value.data == {"most": 120}


@pytest.mark.parametrize(("start", "end"), [(2, 1), (1, 1), (-2, -1), (None, -1)])
def test_it_cannot_end_before_it_starts_nor_before_now(
    clock: MovedClock, start: int | None, end: int
) -> None:
    now = clock.now()
    starts_at = None if start is None else now + start * HOUR
    with pytest.raises(AnnouncementPeriodRefused):
        made(starts_at=starts_at, ends_at=now + end * HOUR)


def test_a_service_must_exist() -> None:
    with pytest.raises(ServiceUnknown):
        made(service_key="maf")


def test_it_is_removed_once() -> None:
    number = made()
    removed(number)
    for gone in (number, number + 1):
        with pytest.raises(AnnouncementUnknown):
            removed(gone)


def test_the_journal_says_what_people_were_told() -> None:
    number = made(title="Nuit", service_key="soffi", severity="warning")
    removed(number)
    added, taken = events("announcement.%")
    assert (added.event, added.service, added.actor_kind) == (
        "announcement.added",
        "soffi",
        "system",
    )
    told = json.loads(added.data)
    assert (told["id"], told["title"], told["text"]) == (number, "Nuit", "Maintenance dimanche.")
    assert (taken.event, json.loads(taken.data)) == ("announcement.removed", {"id": number})
