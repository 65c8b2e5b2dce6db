"""Every route says what it is, and every page that is open to anybody is named here."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask

from idp.demo.sites import RELYING_PARTIES
from tests.fixtures.addresses import Addresses
from tests.fixtures.database import Templates
from tests.fixtures.domain import close_database
from tests.fixtures.house import create_applications

# Pages that need nobody signed in. What is not here needs a guard.
KIT = {
    "rp_kit.begin_sign_in",
    "rp_kit.finish_sign_in",
    "rp_kit.sign_out_everywhere",
    "rp_kit.signed_out",
}
OPEN_PAGES = {
    "provider": {
        "captcha.show",
        "demo_messages.show_message",
        "demo_messages.show_messages",
        "end_session.sign_out",
        "end_session.signed_out",
        "gallery.show",
        "home.show",
        "sign_in.show",
        "sign_in.submit",
    },
    **{site.key: {f"{site.key}.landing", *KIT} for site in RELYING_PARTIES},
}


@pytest.fixture(scope="module")
def applications(
    sqlite_templates: Templates, addresses: Addresses, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[dict[str, Flask]]:
    """The applications, which nobody calls: any database will do."""
    folder = tmp_path_factory.mktemp("routes")
    url = sqlite_templates.databases.create(like=sqlite_templates.migrated)
    applications = create_applications(addresses, url, Path(folder))
    yield applications
    close_database(applications["provider"])
    close_database(applications["admin"])


def views(application: Flask) -> dict[str, object]:
    """The views by endpoint, without the files that Flask serves."""
    return {
        endpoint: view
        for endpoint, view in application.view_functions.items()
        if endpoint.rpartition(".")[2] != "static"
    }


def test_each_route_has_a_class(applications: dict[str, Flask]) -> None:
    classless = [
        f"{name} {endpoint}"
        for name, application in applications.items()
        for endpoint, view in views(application).items()
        if getattr(view, "route_class", None) not in ("page", "protocol", "machine")
    ]
    assert not classless


@pytest.mark.parametrize("name", OPEN_PAGES)
def test_each_page_has_a_guard(applications: dict[str, Flask], name: str) -> None:
    without_guard = {
        endpoint
        for endpoint, view in views(applications[name]).items()
        if getattr(view, "route_class", None) == "page"
        and getattr(view, "guard", "public") == "public"
    }
    assert without_guard == OPEN_PAGES[name]


def test_every_application_is_known_here(applications: dict[str, Flask]) -> None:
    assert set(applications) == set(OPEN_PAGES)


def test_addresses_have_no_trailing_slash(applications: dict[str, Flask]) -> None:
    slashed = [
        rule.rule
        for application in applications.values()
        for rule in application.url_map.iter_rules()
        if rule.rule != "/" and rule.rule.endswith("/")
    ]
    assert not slashed
