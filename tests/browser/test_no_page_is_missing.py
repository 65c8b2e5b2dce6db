"""A page that stands in no tour is a page that nobody has looked at."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask

from tests.browser.scenes import TOURS
from tests.fixtures.addresses import Addresses
from tests.fixtures.database import Templates
from tests.fixtures.domain import close_database
from tests.fixtures.house import create_applications

# Routes of class "page" that answer a GET without drawing a page of their own.
NOT_DRAWN = {
    "provider captcha.show": "pictures and sounds for the sign-in page",
    "soffi rp_kit.begin_sign_in": "leads to the provider",
    "edof rp_kit.begin_sign_in": "leads to the provider",
    "admin rp_kit.begin_sign_in": "leads to the provider",
}


@pytest.fixture(scope="module")
def pages(
    sqlite_templates: Templates, addresses: Addresses, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[set[str]]:
    """The routes that draw pages, as `site endpoint`."""
    url = sqlite_templates.databases.create(like=sqlite_templates.migrated)
    applications = create_applications(addresses, url, Path(tmp_path_factory.mktemp("pages")))
    yield {
        f"{site} {rule.endpoint}"
        for site, application in applications.items()
        for rule in application.url_map.iter_rules()
        if "GET" in (rule.methods or set()) and is_page(application, rule.endpoint)
    }
    close_database(applications["provider"])
    close_database(applications["admin"])


def is_page(application: Flask, endpoint: str) -> bool:
    """Tell whether a route is of the class of pages."""
    return getattr(application.view_functions[endpoint], "route_class", None) == "page"


def test_each_page_stands_in_a_tour(pages: set[str]) -> None:
    shown = {scene.drawn_by for tour in TOURS.values() for scene in tour}
    assert not pages - shown - NOT_DRAWN.keys()


def test_what_is_not_drawn_exists(pages: set[str]) -> None:
    assert pages >= NOT_DRAWN.keys()


def test_names_are_unique() -> None:
    names = [scene.name for tour in TOURS.values() for scene in tour]
    assert len(names) == len(set(names))
