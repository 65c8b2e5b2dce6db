"""From stop to stop by the Tab key."""

from playwright.sync_api import Locator, Page

from tests.browser.in_page import ask

MOST_STOPS = 60


def walk_through(page: Page) -> list[str]:
    """Press Tab from the beginning of the page to its end; return what is wrong on the way."""
    ask(page, "stops", "begin()")
    faults: list[str] = []
    for _ in range(MOST_STOPS):
        page.keyboard.press("Tab")
        found: list[str] | None = ask(page, "stops", "arrive()")
        if found is None:
            return faults + list(ask(page, "stops", "end()"))
        faults += found
    return [*faults, f"{MOST_STOPS} stops of Tab do not come to an end"]


def walk_to(page: Page, target: Locator) -> None:
    """Press Tab until the focus is on the target, where it must be seen."""
    for _ in range(MOST_STOPS):
        page.keyboard.press("Tab")
        if target.evaluate("control => control === document.activeElement"):
            outline = target.evaluate("control => getComputedStyle(control).outlineStyle")
            assert outline != "none", f"the focus cannot be seen on {target}"
            return
    raise AssertionError(f"{MOST_STOPS} stops of Tab do not reach {target}")
