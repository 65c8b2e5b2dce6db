"""What the sign-in page says to those who used the portal that EFP Connect replaced."""

from collections.abc import Callable, Iterator

import pytest
from bs4 import Tag
from flask import Flask

from idp.app import create_app
from tests.fixtures.browser import Browser, over_wsgi
from tests.fixtures.domain import close_database, load_settings
from tests.web.conftest import HOME

PORTAL = {
    "EFP_TEXTS_FORMER_PORTAL": "Portail Mes Démarches",
    "EFP_TEXTS_FORMER_PORTAL_REPLACED_ON": "2024-11-14",
}
Open = Callable[..., Tag | None]


@pytest.fixture
def section(demo_url: str) -> Iterator[Open]:
    """The section of the sign-in page of a provider with these variables; None without it."""
    made: list[Flask] = []

    def show(**variables: str) -> Tag | None:
        made.append(create_app(load_settings(demo_url, **variables)))
        page = Browser(over_wsgi(made[-1]), HOME).open("/connexion")
        return page.soup.select_one('section[aria-labelledby="ancien-portail"]')

    yield show
    for app in made:
        close_database(app)


def text_of(section: Tag | None) -> str:
    assert section is not None
    return " ".join(section.text.split())


def test_nothing_is_said_of_a_portal_that_was_not_named(section: Open) -> None:
    assert section() is None


def test_both_kinds_of_people_read_what_to_do(section: Open) -> None:
    told = text_of(section(**PORTAL))
    assert "Depuis le 14/11/2024, EFP Connect a remplacé le Portail Mes Démarches." in told
    assert "votre identifiant reste le même" in told
    assert "pas besoin de créer un nouveau compte" in told
    assert "Si vous n’aviez pas de compte sur le Portail Mes Démarches" in told


def test_help_is_named_only_if_there_is_some(section: Open) -> None:
    assert "assistance" not in text_of(section(**PORTAL))
    phone = {"EFP_HELP_PHONE": "01 23 45 67 89", "EFP_HELP_HOURS": "de 9 h à 17 h"}
    assert text_of(section(**PORTAL, **phone)).endswith(", au 01 23 45 67 89 (de 9 h à 17 h).")
    url = {"EFP_HELP_URL": "https://aide.demo.test/"}
    with_both = section(**PORTAL, **phone, **url)
    assert text_of(with_both).endswith("(de 9 h à 17 h), ou sur https://aide.demo.test/.")
    with_link = section(**PORTAL, **url)
    assert with_link is not None
    assert [link["href"] for link in with_link.select("a")] == ["https://aide.demo.test/"]
