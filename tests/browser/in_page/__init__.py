"""Scripts that look at a page from within.

The debugger gives them to the page, so the page's own policy does not refuse them.
"""

from functools import cache
from pathlib import Path
from typing import Any

from playwright.sync_api import Page

from idp.settings import ROOT

HERE = Path(__file__).parent
READING = HERE / "reading.js"
#: The name under which each script is found in the page, and the files it is made of.
SCRIPTS = {
    "axe": (ROOT / "node_modules" / "axe-core" / "axe.min.js",),
    "room": (READING, HERE / "room.js"),
    "ink": (READING, HERE / "ink.js"),
    "stops": (READING, HERE / "stops.js"),
}


def ask(page: Page, script: str, call: str, argument: object = None) -> Any:
    """Call a function of a script on the page that is shown; return its answer."""
    if not page.evaluate(f"{script!r} in window"):
        page.evaluate(_source(script))
    return page.evaluate(f"argument => {script}.{call}", argument)


@cache
def _source(script: str) -> str:
    return "\n".join(file.read_text(encoding="utf-8") for file in SCRIPTS[script])
