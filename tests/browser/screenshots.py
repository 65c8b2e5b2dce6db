"""`make screenshots`: a picture of every scene, narrow and wide, taken of the real programs."""

import shutil
import sys
import tempfile
from pathlib import Path

from flask import Flask
from playwright.sync_api import Browser, ViewportSize, sync_playwright

from idp import settings
from idp.mail.rendering import render
from idp.settings import ROOT
from tests.browser.chromium import Chromium
from tests.browser.conftest import CHROMIUM_OPTIONS
from tests.browser.stack import Stack
from tests.fixtures.addresses import free_addresses
from tests.fixtures.programs import find_chromium
from tests.mail.samples import MESSAGES
from tests.scenes import TOURS, Scene

FOLDER = ROOT / "var" / "screenshots"
#: Those that the documentation shows are kept with it.
SHOWN = ROOT / "docs" / "screenshots"
WIDTHS = {"wide": 1280, "narrow": 360}


def main() -> int:
    """Take every picture; return the exit status."""
    chromium = find_chromium()
    if chromium is None:
        print("Chromium is missing: install it, then run make screenshots again.")
        return 1
    shutil.rmtree(FOLDER, ignore_errors=True)
    FOLDER.mkdir(parents=True)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        stack = Stack(free_addresses(), Path(folder))
        browser = playwright.chromium.launch(executable_path=chromium, args=CHROMIUM_OPTIONS)
        try:
            stack.start()
            for size in WIDTHS:
                for tour in TOURS.values():
                    take_tour(stack, browser, tour, size)
                take_mails(browser, size)
        finally:
            browser.close()
            stack.stop()
    renew_shown()
    return 0


def take_tour(stack: Stack, browser: Browser, tour: tuple[Scene, ...], size: str) -> None:
    """Go from scene to scene in a fresh profile, a picture of each."""
    window = ViewportSize(width=WIDTHS[size], height=800)
    with browser.new_context(locale="fr-FR", viewport=window) as context:
        tab = context.new_page()
        chromium = Chromium(tab)
        for scene in tour:
            scene.play(chromium, stack)
            tab.screenshot(
                path=FOLDER / f"{scene.name}-{size}.png", full_page=True, animations="disabled"
            )


def take_mails(browser: Browser, size: str) -> None:
    """Open each kind of mail as a mail reader shows it, a picture of each."""
    window = ViewportSize(width=WIDTHS[size], height=800)
    app = Flask("mails")
    settings.keep(app, settings.load({}))
    with app.app_context(), browser.new_context(viewport=window) as context:
        page = context.new_page()
        for name, message in MESSAGES.items():
            page.set_content(render(message).html)
            page.screenshot(path=FOLDER / f"mail-{name}-{size}.png", full_page=True)


def renew_shown() -> None:
    """Renew the pictures that the documentation shows."""
    for picture in SHOWN.glob("*.png"):
        shutil.copyfile(FOLDER / picture.name, picture)


if __name__ == "__main__":
    sys.exit(main())
