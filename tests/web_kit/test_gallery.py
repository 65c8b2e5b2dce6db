"""The gallery shows all that pages are made of."""

from pathlib import Path

import pytest
from jinja2 import Environment, nodes

import web_kit
from tests.fixtures.browser import Browser, over_wsgi
from tests.web_kit.conftest import AppFactory
from web_kit import gallery

TEMPLATES = Path(web_kit.__file__).parent / "templates" / "web_kit"
ADDRESS = "/composants"


def macros(name: str) -> set[str]:
    """The macros of a template that pages may call."""
    tree = Environment().parse((TEMPLATES / name).read_text(encoding="utf-8"))
    names = {macro.name for macro in tree.find_all(nodes.Macro)}
    return {name for name in names if not name.startswith("_")}


@pytest.mark.parametrize(
    ("name", "shown"),
    [("components.html", gallery.SHOWN), ("forms.html", gallery.FILLED_IN)],
)
def test_each_macro_is_shown(name: str, shown: tuple[gallery.Component, ...]) -> None:
    assert macros(name) == {component.macro for component in shown}


def test_the_menu_is_that_of_the_person_who_is_asked_for(make_app: AppFactory) -> None:
    app = make_app()
    app.register_blueprint(gallery.blueprint, url_prefix=ADDRESS)
    browser = Browser(over_wsgi(app), "http://localhost:5000")
    assert not browser.open(ADDRESS).has_button("Me déconnecter")
    assert browser.follow("Connexion").has_link("SOFFiService actuel")
    assert not browser.submit("Me déconnecter").has_button("Me déconnecter")
