"""The checks of every page are strict: each fault that they look for, they find."""

import re

import pytest
from playwright.sync_api import Page

from idp.settings import ROOT
from tests.browser.scripts import with_script
from tests.browser.views import (
    BY_TAB,
    DARK,
    FEW_COLOURS,
    LARGE,
    NARROW,
    PAPER,
    SPACED,
    VIEWS,
    WIDE,
    View,
)

SHEET = ROOT / "web_kit" / "static" / "dist" / "efp.css"
STYLE = """
@media print { .unprinted { display: none } }
.icon::before { content: ""; display: block; width: 9px; height: 9px;
  background-color: currentColor; mask-image: url("data:,") }"""
GOOD = """<!DOCTYPE html><html lang="fr"><head><title>Bonjour</title></head><body>
<div class="fr-skiplinks"><nav class="fr-container" aria-label="Accès rapide"><ul>
<li><a href="#contenu">Contenu</a></li></ul></nav></div>
<main id="contenu" tabindex="-1"><div class="fr-container"><h1>Bonjour</h1>
<p>Lisez ceci.</p><form><label for="nom">Nom</label><input class="fr-input" id="nom">
<button class="fr-btn" type="button">Envoyer</button></form></div></main></body></html>"""

# The view that finds it, what is written in place of what, and what is said of it.
FAULTS: dict[str, tuple[View, str, str, str]] = {
    "a picture without alternative": (WIDE, "<p>", '<p><img src="data:,">', "image-alt"),
    "dark letters on black": (DARK, "<p>", '<p style="color: #444">', "color-contrast"),
    "a small button": (NARROW, 'class="fr-btn"', "", "is .* by"),
    "a page too wide": (NARROW, "<p>", '<p style="width: 340px">', "wider than the screen"),
    "a text past the edge": (NARROW, "<p>", '<p style="margin-left: -99px">', "leaves the screen"),
    "a box too low": (BY_TAB, "<p>", '<p style="height: 9px; overflow: hidden">', "does not fit"),
    "a box too narrow for spaced letters": (
        SPACED,
        "<p>",
        '<p style="width: 5.5em; white-space: nowrap; overflow: hidden">',
        "does not fit",
    ),
    "a box too narrow for large letters": (
        LARGE,
        "<p>",
        '<p style="width: 100px; white-space: nowrap; overflow: hidden">',
        "does not fit",
    ),
    "texts on each other": (WIDE, "<p>", '<p style="margin-top: -50px">', "lie on each other"),
    "stops in disorder": (
        WIDE,
        "<form>",
        '<form><button class="fr-btn" style="position: relative; top: 200px">Aller</button>',
        "stands above",
    ),
    "a dark ground": (PAPER, "<p>", '<p style="background: black">', "stands on a dark ground"),
    "pale letters": (PAPER, "<p>", '<p style="color: #888">', "is too pale"),
    "a text that is not printed": (PAPER, "<p>", '<p class="unprinted">', "is not printed"),
    "a button on paper": (
        PAPER,
        "<button",
        '<button style="display: block !important"',
        "is of no use",
    ),
    "a field drawn by shadow": (FEW_COLOURS, 'id="nom"', 'id="nom" style="border: 0"', "contour"),
    "a box to tick that is drawn by a picture": (
        FEW_COLOURS,
        "<p>",
        '<p><input type="checkbox" aria-label="Oui" style="opacity: 0">',
        "contour",
    ),
    "an icon drawn by its ground": (FEW_COLOURS, "<p>", '<p class="icon">', "loses its icon"),
    "what moves": (FEW_COLOURS, "<p>", '<p style="transition: color 1s">', "moves"),
    "a hidden focus": (BY_TAB, 'id="nom"', 'id="nom" style="outline: none !important"', "not seen"),
    "a stop that is covered": (
        BY_TAB,
        "<main",
        '<div style="position: fixed; inset: 0; z-index: 9; background: white"></div><main',
        "something covers",
    ),
    "a stop that sends back": (
        BY_TAB,
        "<p>",
        '<p><a href="#" id="un">1</a> <a href="#">2</a> <a href="#" onfocus="un.focus()">3</a>',
        "Tab goes back",
    ),
    "a stop that Tab skips": (BY_TAB, "<p>", '<p inert><a href="#nom">Ici</a>', "does not come to"),
    "a trap": (
        BY_TAB,
        'id="nom"',
        'id="nom" onkeydown="event.preventDefault()"',
        "do not come to an end",
    ),
}

pytestmark = [pytest.mark.browser, with_script]


def look(page: Page, html: str, view: View) -> str:
    """What is said of a page in one view."""
    page.set_content(html)
    page.add_style_tag(content=SHEET.read_text(encoding="utf-8") + STYLE)
    view.show(page)
    return "\n".join(fault for check in view.checks for fault in check(page))


@pytest.mark.parametrize("view", VIEWS, ids=lambda view: view.name)
def test_a_good_page_passes(page: Page, view: View) -> None:
    assert look(page, GOOD, view) == ""


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_is_found(page: Page, fault: str) -> None:
    view, before, after, message = FAULTS[fault]
    assert before in GOOD
    assert re.search(message, look(page, GOOD.replace(before, after), view))
