"""Scripts of ours on a page that runs none of its own."""

from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Page

# Chromium draws a <noscript> no more once scripts run, so its content takes its place.
KEEP_NOSCRIPT = """document.body.querySelectorAll("noscript").forEach(
  (noscript) => noscript.replaceWith(...noscript.childNodes))"""


class ScriptSwitch:
    """Lets Chromium run scripts on pages that were read without them, for the checks alone.

    The scripts of a page are passed over while it is read, for good: they do not run afterwards.
    """

    def __init__(self, page: Page) -> None:
        self._page = page
        self._debugger = page.context.new_cdp_session(page)
        # Chromium heeds a debugger that takes back its own wish, not another's.
        self._forbid(True)

    @contextmanager
    def on(self) -> Iterator[None]:
        """Scripts run meanwhile."""
        self._forbid(False)
        self._page.evaluate(KEEP_NOSCRIPT)
        try:
            yield
        finally:
            self._forbid(True)

    def _forbid(self, value: bool) -> None:
        self._debugger.send("Emulation.setScriptExecutionDisabled", {"value": value})
