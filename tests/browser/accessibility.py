"""axe-core on the page that Chromium shows: WCAG 2.0 to 2.2, levels A and AA."""

from functools import cache
from typing import Any

from playwright.sync_api import Page

from idp.settings import ROOT

AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice"]
# The script is given to the page by the debugger, so the page's own policy does not refuse it.
RUN = (
    "tags => axe.run(document, {runOnly: {type: 'tag', values: tags}, resultTypes: ['violations']})"
)


class Inaccessible(AssertionError):
    """Something on the page keeps some people out."""


def check_accessibility(page: Page) -> None:
    """Raise Inaccessible with every violation that axe finds, and where."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(axe_source())
    violations: list[dict[str, Any]] = page.evaluate(RUN, TAGS)["violations"]
    if violations:
        raise Inaccessible(f"{page.url}:\n" + "\n".join(map(describe, violations)))


@cache
def axe_source() -> str:
    """The script of axe-core, that `make assets` installs."""
    return AXE.read_text(encoding="utf-8")


def describe(violation: dict[str, Any]) -> str:
    """One line for the rule, one for each place."""
    places = [f"    {node['target']}: {node['html'][:120]}" for node in violation["nodes"]]
    return "\n".join([f"  {violation['id']}: {violation['help']}", *places])
