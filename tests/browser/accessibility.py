"""axe-core on the page that Chromium shows: WCAG 2.0 to 2.2, levels A and AA."""

from typing import Any

from playwright.sync_api import Page

from tests.browser.in_page import ask

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice"]
OPTIONS = {"runOnly": {"type": "tag", "values": TAGS}, "resultTypes": ["violations"]}


def find_barriers(page: Page) -> list[str]:
    """What keeps some people out: every violation that axe finds, and where."""
    violations: list[dict[str, Any]] = ask(page, "axe", "run(document, argument)", OPTIONS)[
        "violations"
    ]
    return [describe(violation) for violation in violations]


def describe(violation: dict[str, Any]) -> str:
    """One line for the rule, one for each place."""
    places = [f"    {node['target']}: {node['html'][:120]}" for node in violation["nodes"]]
    return "\n".join([f"{violation['id']}: {violation['help']}", *places])
