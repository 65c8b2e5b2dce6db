"""axe finds nothing on any page, in both colour schemes, on a narrow screen and on a wide one."""

import pytest
from playwright.sync_api import Page

from tests.browser.accessibility import Inaccessible, check_accessibility
from tests.browser.stack import Stack
from tests.browser.steps import expect_heading, open_menu, sign_in

WINDOWS = [
    {"viewport": {"width": 320, "height": 640}, "color_scheme": "light"},
    {"viewport": {"width": 1280, "height": 900}, "color_scheme": "dark"},
]
PUBLIC = {
    "provider": ["/", "/connexion", "/deconnexion", "/adresse-inconnue", "/authorize"],
    "soffi": ["/", "/deconnexion", "/adresse-inconnue"],
    "edof": ["/"],
    "admin": ["/"],
}
SIGNED_IN = {
    "soffi": ["/accueil", "/accueil/habilitation"],
    "edof": ["/accueil", "/accueil/habilitation"],
    "admin": ["/accueil"],
    "provider": ["/", "/end_session"],
}
# Who meets which page of a service: rights, none, none and nobody before.
PEOPLE = ["ra@demo.test", "sans-acces@demo.test", "premier@demo.test", "admin@demo.test"]

pytestmark = [
    pytest.mark.browser,
    pytest.mark.parametrize("context", WINDOWS, indirect=True, ids=["narrow-light", "wide-dark"]),
]


def look(page: Page, address: str, faults: list[str]) -> None:
    """Open a page and note what is wrong with it."""
    page.goto(address)
    examine(page, faults)


def examine(page: Page, faults: list[str]) -> None:
    """Note what is wrong with the page that is shown."""
    try:
        check_accessibility(page)
    except Inaccessible as error:
        faults.append(str(error))
    if page.evaluate("document.documentElement.scrollWidth > window.innerWidth"):
        faults.append(f"{page.url}: wider than the screen")


def test_public_pages(stack: Stack, page: Page) -> None:
    faults: list[str] = []
    for site, paths in PUBLIC.items():
        for path in paths:
            look(page, getattr(stack.addresses, site) + path, faults)
    assert not faults, "\n".join(faults)


def test_a_refused_sign_in(stack: Stack, page: Page) -> None:
    page.goto(f"{stack.addresses.soffi}/accueil")
    sign_in(page, stack, "ra@demo.test", "ce-n-est-pas-lui")
    expect_heading(page, "Connexion à SOFFi")
    faults: list[str] = []
    examine(page, faults)
    assert not faults, "\n".join(faults)


@pytest.mark.parametrize("email", PEOPLE)
def test_pages_of_a_person(stack: Stack, page: Page, email: str) -> None:
    page.goto(f"{stack.addresses.soffi}/accueil")
    sign_in(page, stack, email)
    faults: list[str] = []
    for site, paths in SIGNED_IN.items():
        for path in paths:
            look(page, getattr(stack.addresses, site) + path, faults)
    page.goto(f"{stack.addresses.soffi}/")
    open_menu(page)
    examine(page, faults)
    assert not faults, "\n".join(faults)


def test_axe_finds_what_is_wrong(page: Page) -> None:
    page.set_content("<html lang='fr'><title>x</title><main><h1>x</h1><img src='/a.png'></main>")
    with pytest.raises(Inaccessible, match="image-alt"):
        check_accessibility(page)
