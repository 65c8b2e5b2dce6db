"""A real Chromium on the real programs."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Page,
    expect,
    sync_playwright,
)

from tests.browser.stack import Stack
from tests.fixtures.addresses import free_addresses
from tests.fixtures.programs import PATIENCE_SECONDS

CHROMIUM_OPTIONS = [
    "--no-sandbox",  # a test machine runs as root, which the sandbox refuses
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture(scope="session")
def stack(chromium_path: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stack]:
    """The programs, started once for all the tests that use them, if there is a Chromium."""
    stack = Stack(free_addresses(), tmp_path_factory.mktemp("stack"))
    try:
        stack.start()
        yield stack
    finally:
        stack.stop()


@pytest.fixture(scope="session")
def chromium(chromium_path: str) -> Iterator[Browser]:
    """One Chromium for the run; each test has its own profile in it."""
    expect.set_options(timeout=PATIENCE_SECONDS * 1000)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium_path, args=CHROMIUM_OPTIONS)
        yield browser
        browser.close()


@pytest.fixture(params=[{}, {"java_script_enabled": False}], ids=["js", "no-js"])
def context(chromium: Browser, request: pytest.FixtureRequest) -> Iterator[BrowserContext]:
    """A fresh profile, with and without JavaScript; a test may ask for other options."""
    window = {"width": 1280, "height": 900}
    context = chromium.new_context(**{"locale": "fr-FR", "viewport": window, **request.param})
    context.set_default_timeout(PATIENCE_SECONDS * 1000)
    yield context
    context.close()


@pytest.fixture
def page(context: BrowserContext) -> Iterator[Page]:
    """A tab. A script that fails, or a resource that the policy refuses, fails the test."""
    page = context.new_page()
    failures: list[str] = []

    def listen(message: ConsoleMessage) -> None:
        if is_fault(message):
            failures.append(message.text)

    page.on("console", listen)
    page.on("pageerror", lambda error: failures.append(str(error)))
    yield page
    assert not failures, "\n".join(failures)


def is_fault(message: ConsoleMessage) -> bool:
    """Tell whether Chromium complains; a page that answers 403 or 404 by intent is no fault."""
    return message.type == "error" and "the server responded with a status of" not in message.text
