"""Every page in every state, in process; what stands in no scene is what nobody has looked at."""

from collections.abc import Iterator
from typing import get_args

import pytest
from flask import Flask

from rp_kit.person import AccessStatus
from tests.fixtures.addresses import Addresses
from tests.fixtures.database import Templates
from tests.fixtures.sites import Site
from tests.pages.branches import list_branches
from tests.pages.walk import Walk, walked
from tests.rules.sources import ROOT, source_files
from tests.scenes import TOURS
from tests.scenes.access import SERVICES, access_name
from web_kit.routes import route_class_of

#: Routes of people's browsers that draw no page of their own.
NO_PAGES = {
    "provider captcha.show": "pictures and sounds for the sign-in page",
    "provider authorize.authorize_by_post": "leads to the same address, by GET",
    "provider end_session.end_session_by_post": "leads to the same address, by GET",
    "soffi rp_kit.begin_sign_in": "leads to the provider",
    "edof rp_kit.begin_sign_in": "leads to the provider",
    "admin rp_kit.begin_sign_in": "leads to the provider",
    "edof rp_kit.sign_out_everywhere": "its only page is the kit's, which SOFFi shows",
    "admin rp_kit.sign_out_everywhere": "its only page is the kit's, which SOFFi shows",
}
#: Branches that no scene shows.
UNSEEN = {
    "rp_kit/failure.html: {%- if correlation_id is defined %} → no": (
        "for services without web_kit: tests/rp_kit draws it"
    ),
}


@pytest.fixture(scope="module")
def walk(
    sqlite_templates: Templates,
    addresses: Addresses,
    sites: dict[str, Site],
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Walk]:
    """One walk for all the tests below."""
    folder = tmp_path_factory.mktemp("pages")
    with walked(sqlite_templates.demo, addresses, sites, folder) as walk:
        yield walk


@pytest.mark.parametrize("tour", TOURS)
def test_each_state_is_as_it_should_be(walk: Walk, tour: str) -> None:
    assert not walk.faults[tour], "\n".join(walk.faults[tour])


def test_each_route_draws_its_page(walk: Walk) -> None:
    sites = {program.import_name: site for site, program in walk.house.applications.items()}
    drawn = {
        f"{sites[one.program]} {one.endpoint}"
        for one in walk.drawings
        if one.program in sites and "web_kit/error.html" not in one.templates
    }
    asked = {
        f"{site} {route}" for site, it in walk.house.applications.items() for route in routes(it)
    }
    assert sorted(asked - drawn) == sorted(NO_PAGES)


def routes(application: Flask) -> set[str]:
    """The endpoints that people's browsers open."""
    return {
        rule.endpoint
        for rule in application.url_map.iter_rules()
        if route_class_of(application, rule.endpoint) != "machine"
    }


def test_each_branch_of_a_template_is_drawn(walk: Walk) -> None:
    drawn = {branch for one in walk.drawings for branch in one.branches}
    assert sorted(branches_of_pages() - drawn) == sorted(UNSEEN)


def branches_of_pages() -> set[str]:
    """Every branch of every template but the mails'."""
    found: set[str] = set()
    for path in source_files():
        where = path.relative_to(ROOT).as_posix()
        folder, _, name = where.partition("/templates/")
        if path.suffix == ".html" and name and folder != "idp/mail":
            found.update(list_branches(name, path.read_text(encoding="utf-8")))
    return found


def test_one_scene_stands_for_each_page(walk: Walk) -> None:
    pages = [
        template
        for tour, scenes in TOURS.items()
        for scene in scenes
        if scene.stands_for_page and tour != "gallery"
        for template in walk.of_scene[scene.name].templates
    ]
    drawn = {template for one in walk.drawings for template in one.templates}
    assert sorted(pages) == sorted(drawn - {"web_kit/gallery.html"})


def test_each_access_status_stands_in_a_tour_of_each_service() -> None:
    statuses = set(get_args(AccessStatus)) - {"granted"}
    names = {scene.name for tour in TOURS.values() for scene in tour}
    assert names >= {access_name(service, status) for service in SERVICES for status in statuses}


def test_names_are_unique() -> None:
    names = [scene.name for tour in TOURS.values() for scene in tour]
    assert len(names) == len(set(names))
