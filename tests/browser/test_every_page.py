"""Every page, for everybody: axe, narrow and wide, light and dark, with and without JavaScript."""

import pytest
from playwright.sync_api import Page

from tests.browser.accessibility import Inaccessible, check_accessibility
from tests.browser.inspection import PLAIN_WINDOWS, WINDOWS, Inspection
from tests.browser.scenes import TOURS
from tests.browser.stack import Stack

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("tour", TOURS)
def test_a_tour(stack: Stack, page: Page, tour: str, request: pytest.FixtureRequest) -> None:
    has_script = "no-js" not in request.node.callspec.id
    inspection = Inspection(page, WINDOWS if has_script else PLAIN_WINDOWS)
    for scene in TOURS[tour]:
        scene.act(page, stack)
        inspection.inspect(scene)
    assert not inspection.faults, "\n".join(inspection.faults)


def test_axe_finds_what_is_wrong(page: Page) -> None:
    page.set_content("<html lang='fr'><title>x</title><main><h1>x</h1><img src='/a.png'></main>")
    with pytest.raises(Inaccessible, match="image-alt"):
        check_accessibility(page)
