"""What stands in no tour is what nobody has looked at: pages, and their states."""

from collections.abc import Iterator
from pathlib import Path
from typing import get_args

import pytest
from flask import Flask
from playwright.sync_api import Browser

from rp_kit.person import AccessStatus
from tests.browser import unseen
from tests.browser.branches import list_branches
from tests.browser.scenes import TOURS
from tests.browser.scenes.access import SERVICES, access_name
from tests.browser.sightings import Sighting
from tests.browser.stack import Stack
from tests.fixtures.addresses import Addresses
from tests.fixtures.database import Templates
from tests.fixtures.domain import close_database
from tests.fixtures.house import create_applications
from tests.rules.sources import ROOT, source_files
from web_kit.routes import route_class_of

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def seen(stack: Stack, chromium: Browser) -> dict[str, Sighting]:
    """What the scenes showed; those that no test has played yet are played now."""
    for tour in TOURS.values():
        if not all(scene.name in stack.sightings for scene in tour):
            with chromium.new_context(locale="fr-FR") as context:
                page = context.new_page()
                for scene in tour:
                    scene.play(page, stack)
    return stack.sightings


@pytest.fixture(scope="module")
def applications(
    sqlite_templates: Templates, addresses: Addresses, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[dict[str, Flask]]:
    """The four applications, to be asked for their routes."""
    url = sqlite_templates.databases.create(like=sqlite_templates.migrated)
    applications = create_applications(addresses, url, Path(tmp_path_factory.mktemp("pages")))
    yield applications
    for site in ("provider", "admin"):
        close_database(applications[site])


def routes(application: Flask) -> set[str]:
    """The endpoints that people's browsers open."""
    return {
        rule.endpoint
        for rule in application.url_map.iter_rules()
        if route_class_of(application, rule.endpoint) != "machine"
    }


def test_each_route_stands_in_a_tour(
    seen: dict[str, Sighting], applications: dict[str, Flask]
) -> None:
    sites = {application.import_name: site for site, application in applications.items()}
    shown = {
        f"{sites[one.program]} {one.endpoint}" for one in seen.values() if not one.is_error_page
    }
    asked = {f"{site} {route}" for site, it in applications.items() for route in routes(it)}
    assert sorted(asked - shown) == sorted(unseen.ROUTES)


def test_each_branch_of_a_template_stands_in_a_tour(seen: dict[str, Sighting]) -> None:
    shown = {branch for one in seen.values() for branch in one.branches}
    known = {
        f"{template}: {branch}" for template, them in unseen.BRANCHES.items() for branch in them
    }
    assert sorted(branches_of_pages() - shown) == sorted(known)


def branches_of_pages() -> set[str]:
    """Every branch of every template but the mails'."""
    found: set[str] = set()
    for path in source_files():
        where = path.relative_to(ROOT).as_posix()
        folder, _, name = where.partition("/templates/")
        if path.suffix == ".html" and name and folder != "idp/mail":
            found.update(list_branches(name, path.read_text(encoding="utf-8")))
    return found


def test_each_access_status_stands_in_a_tour_of_each_service() -> None:
    statuses = set(get_args(AccessStatus)) - {"granted"}
    names = {scene.name for tour in TOURS.values() for scene in tour}
    assert names >= {access_name(service, status) for service in SERVICES for status in statuses}


def test_names_are_unique() -> None:
    names = [scene.name for tour in TOURS.values() for scene in tour]
    assert len(names) == len(set(names))
