"""`make screenshots`: the pictures of the README, taken of the real programs."""

import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from idp.settings import ROOT
from tests.browser.conftest import CHROMIUM_OPTIONS
from tests.browser.stack import Stack
from tests.browser.steps import sign_in
from tests.fixtures.addresses import free_addresses
from tests.fixtures.programs import find_chromium

FOLDER = ROOT / "docs" / "screenshots"
WIDTHS = {"wide": 1280, "narrow": 360}


def main() -> int:
    """Take every picture; return the exit status."""
    chromium = find_chromium()
    if chromium is None:
        print("Chromium is missing: install it, then run make screenshots again.")
        return 1
    FOLDER.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        stack = Stack(free_addresses(), Path(folder))
        browser = playwright.chromium.launch(executable_path=chromium, args=CHROMIUM_OPTIONS)
        try:
            stack.start()
            for name, width in WIDTHS.items():
                take_all(stack, browser, name, width)
        finally:
            browser.close()
            stack.stop()
    return 0


def take_all(stack: Stack, browser: Browser, name: str, width: int) -> None:
    """Walk from page to page, a picture of each."""
    page = open_window(browser, width)
    page.goto(stack.addresses.soffi)
    take(page, f"soffi-landing-{name}")
    page.goto(f"{stack.addresses.soffi}/accueil")
    take(page, f"sign-in-{name}")
    sign_in(page, stack, "ra@demo.test")
    page.get_by_role("heading", name="Informations de mon ESF").wait_for()
    take(page, f"soffi-home-{name}")
    page.goto(f"{stack.addresses.edof}/accueil")
    take(page, f"edof-home-{name}")
    page = open_window(browser, width)
    page.goto(f"{stack.addresses.soffi}/accueil")
    sign_in(page, stack, "premier@demo.test")
    page.get_by_role("link", name="Retour à l’accueil").wait_for()
    take(page, f"no-access-{name}")


def open_window(browser: Browser, width: int) -> Page:
    """Open a fresh profile whose window has this width, in pixels."""
    return browser.new_context(locale="fr-FR", viewport={"width": width, "height": 800}).new_page()


def take(page: Page, name: str) -> None:
    """Save a picture of the whole page."""
    page.screenshot(path=FOLDER / f"{name}.png", full_page=True, animations="disabled")


if __name__ == "__main__":
    sys.exit(main())
