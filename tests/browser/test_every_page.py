"""Every page, for everybody: valid, and right in each view, with and without JavaScript."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page

from tests.browser.inspection import Inspection, Judges
from tests.browser.scenes import TOURS
from tests.browser.scripts import ScriptSwitch
from tests.browser.stack import Stack
from tests.browser.validity import HtmlValidator
from tests.browser.views import WIDE

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def judges() -> Iterator[Judges]:
    """Shared by all tours: a page that JavaScript does not change is looked at once."""
    with HtmlValidator() as html:
        yield Judges(html)


@pytest.mark.parametrize("context", [{}], indirect=True, ids=["js"])
@pytest.mark.parametrize("tour", TOURS)
def test_a_tour(stack: Stack, page: Page, judges: Judges, tour: str) -> None:
    take(tour, Inspection(page, judges), stack)


@pytest.mark.long
@pytest.mark.parametrize("context", [{"java_script_enabled": False}], indirect=True, ids=["no-js"])
@pytest.mark.parametrize("tour", TOURS)
def test_a_tour_without_script(stack: Stack, page: Page, judges: Judges, tour: str) -> None:
    take(tour, Inspection(page, judges, ScriptSwitch(page).on), stack)


def take(tour: str, inspection: Inspection, stack: Stack) -> None:
    """Go from scene to scene, then tell every fault at once."""
    for scene in TOURS[tour]:
        WIDE.open(inspection.page)  # whatever the last view of the scene before
        inspection.inspect(scene, scene.play(inspection.page, stack))
    assert not inspection.faults, "\n".join(inspection.faults)
