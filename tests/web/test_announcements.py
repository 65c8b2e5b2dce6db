"""The banners of the sign-in page and of the front page."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from bs4 import Tag
from flask import Flask

from idp.domain import db
from idp.domain.actor import SYSTEM
from idp.domain.announcements.actions import Draft, announce
from tests.fixtures.browser import Page
from tests.fixtures.clocks import MovedClock
from tests.web.conftest import Person

Tell = Callable[..., None]

HOSTILE = "<img src=x onerror=alert(1)> {{ 7 * 7 }}"


@pytest.fixture
def told(provider: Flask) -> Tell:
    """Make an announcement."""

    def tell(text: str, **changes: Any) -> None:
        with provider.app_context():
            announce(Draft(text=text, **changes), by=SYSTEM)
            db.session.commit()

    return tell


def banners(page: Page) -> list[Tag]:
    return page.soup.select('section[aria-label="Annonces"] .fr-notice')


def texts(page: Page) -> list[str]:
    return [" ".join(banner.text.split()) for banner in banners(page)]


def test_without_announcement_there_is_no_banner(person: Person) -> None:
    assert not banners(person.browser.open("/connexion"))
    assert not banners(person.browser.open("/"))


def test_all_are_told_wherever_they_arrive(person: Person, told: Tell) -> None:
    told("Maintenance dimanche.", title="Dimanche", severity="warning")
    for page in (person.arrive(), person.browser.open("/connexion"), person.browser.open("/")):
        assert texts(page) == ["Dimanche Maintenance dimanche."]
        assert "fr-notice--warning" in banners(page)[0]["class"]


def test_only_those_who_go_to_a_service_are_told_of_it(person: Person, told: Tell) -> None:
    told("SOFFi ferme.", service_key="soffi")
    told("EDOF ferme.", service_key="edof")
    assert texts(person.arrive()) == ["À savoir SOFFi ferme."]
    assert not banners(person.browser.open("/connexion"))
    assert not banners(person.browser.open("/"))


def test_it_stays_on_a_refused_form(person: Person, told: Tell) -> None:
    told("SOFFi ferme.", service_key="soffi")
    person.arrive()
    assert texts(person.fill(password="wrong")) == ["À savoir SOFFi ferme."]


def test_it_ends_by_itself(person: Person, told: Tell, clock: MovedClock) -> None:
    told("Maintenance.", ends_at=clock.now() + timedelta(hours=1))
    assert texts(person.browser.open("/")) == ["À savoir Maintenance."]
    clock.advance(hours=2)
    assert not banners(person.browser.open("/"))


def test_it_is_text_and_nothing_else(person: Person, told: Tell) -> None:
    told(HOSTILE, title=HOSTILE)
    page = person.browser.open("/connexion")
    assert texts(page) == [f"{HOSTILE} {HOSTILE}"]
    assert not page.soup.select(".fr-notice img")
