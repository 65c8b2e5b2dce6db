"""Every page, for everybody: axe, narrow and wide, light and dark, with and without JavaScript."""

import pytest
from playwright.sync_api import Page, Route

from tests.browser.accessibility import Inaccessible, check_accessibility
from tests.browser.inspection import PLAIN_WINDOWS, WINDOWS, Inspection
from tests.browser.scenes import TOURS
from tests.browser.stack import Stack

pytestmark = [
    pytest.mark.browser,
    # axe is a script too: where Chromium runs none, the checks would wait for ever.
    pytest.mark.parametrize("context", [{}], indirect=True, ids=["js"]),
]


@pytest.mark.parametrize("tour", TOURS)
def test_a_tour(stack: Stack, page: Page, tour: str) -> None:
    take(tour, Inspection(page, WINDOWS), stack)


@pytest.mark.parametrize("tour", TOURS)
def test_a_tour_without_script(stack: Stack, page: Page, tour: str) -> None:
    page.route("**/*.js*", empty)
    take(tour, Inspection(page, PLAIN_WINDOWS), stack)


def take(tour: str, inspection: Inspection, stack: Stack) -> None:
    """Go from scene to scene, then tell every fault at once."""
    for scene in TOURS[tour]:
        scene.play(inspection.page, stack)
        inspection.inspect(scene)
    assert not inspection.faults, "\n".join(inspection.faults)


def empty(route: Route) -> None:
    """Give the page a script that does nothing."""
    route.fulfill(body="", content_type="text/javascript")


def test_axe_finds_what_is_wrong(page: Page) -> None:
    page.set_content("<html lang='fr'><title>x</title><main><h1>x</h1><img src='/a.png'></main>")
    with pytest.raises(Inaccessible, match="image-alt"):
        check_accessibility(page)
