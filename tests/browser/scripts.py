"""Pages with and without JavaScript, and scripts of ours where they run none of their own."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Page

# Chromium draws a <noscript> no more once scripts run, so its content takes its place.
KEEP_NOSCRIPT = """document.body.querySelectorAll("noscript").forEach(
  (noscript) => noscript.replaceWith(...noscript.childNodes))"""

with_script = pytest.mark.parametrize("context", [{}], indirect=True, ids=["js"])
without_script = pytest.mark.parametrize(
    "context", [{"java_script_enabled": False}], indirect=True, ids=["no-js"]
)


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
