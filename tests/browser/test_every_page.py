"""Every page, for everybody: valid, and right in each view.

What a page is made of is seen in every view on the page of all components, so one scene of each
page at two widths is enough from day to day; its other states are drawn by `tests/pages`.
"""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page

from tests.browser.chromium import Chromium
from tests.browser.inspection import Inspection, Judges
from tests.browser.scripts import ScriptSwitch, with_script, without_script
from tests.browser.stack import Stack
from tests.browser.validity import HtmlValidator
from tests.browser.views import NARROW, VIEWS, WIDE
from tests.scenes import TOURS
from tests.scenes.gallery import GALLERY

PAGES = {
    name: found
    for name, tour in TOURS.items()
    if (found := [scene for scene in tour if scene.stands_for_page])
}

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def judges() -> Iterator[Judges]:
    """Shared by all tours: a page that JavaScript does not change is looked at once."""
    with HtmlValidator() as html:
        yield Judges(html)


@with_script
@pytest.mark.parametrize("tour", PAGES)
def test_each_page(stack: Stack, page: Page, judges: Judges, tour: str) -> None:
    views = VIEWS if tour in GALLERY else (NARROW, WIDE)
    Inspection(Chromium(page), judges, views).take(PAGES[tour], stack)


@pytest.mark.long
@with_script
@pytest.mark.parametrize("tour", TOURS)
def test_each_state(stack: Stack, page: Page, judges: Judges, tour: str) -> None:
    Inspection(Chromium(page), judges).take(TOURS[tour], stack)


@pytest.mark.long
@without_script
@pytest.mark.parametrize("tour", TOURS)
def test_each_state_without_script(stack: Stack, page: Page, judges: Judges, tour: str) -> None:
    inspection = Inspection(Chromium(page), judges, scripted=ScriptSwitch(page).on)
    inspection.take(TOURS[tour], stack)
