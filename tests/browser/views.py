"""The ways in which people look at a page, and what each of them must find."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from playwright.sync_api import Page

from tests.browser.accessibility import find_barriers
from tests.browser.in_page import ask
from tests.browser.tab_key import walk_through

Check = Callable[[Page], list[str]]

# WCAG 2.2, 1.4.12.
SPACIOUS = """
* {
  line-height: 1.5 !important;
  letter-spacing: 0.12em !important;
  word-spacing: 0.16em !important;
}
p { margin-bottom: 2em !important }"""
# WCAG 2.2, 1.4.4: the letters alone grow, not the window.
LARGE_LETTERS = "html { font-size: 200% }"


def within(script: str, name: str) -> Check:
    """A check that a script does in the page."""
    return lambda page: list(ask(page, script, f"{name}()"))


WHOLE = (within("room", "cutTexts"), within("room", "overlaps"))
FOR_ALL = (find_barriers, within("room", "smallTargets"), within("room", "disorder"), *WHOLE)


@dataclass(frozen=True, kw_only=True)
class View:
    """A window in pixels, what the browser is told of its person, and what is checked."""

    name: str
    checks: tuple[Check, ...]
    width: int
    height: int = 800
    medium: Literal["screen", "print"] = "screen"
    scheme: Literal["light", "dark"] = "light"
    colors: Literal["active", "none"] = "none"
    motion: Literal["reduce", "no-preference"] = "no-preference"
    style: str = ""

    def open(self, page: Page) -> None:
        """Give the tab this window, and tell the browser of its person."""
        page.set_viewport_size({"width": self.width, "height": self.height})
        page.emulate_media(
            media=self.medium,
            color_scheme=self.scheme,
            forced_colors=self.colors,
            reduced_motion=self.motion,
        )

    def show(self, page: Page) -> None:
        """Make the page that is shown look like this."""
        self.open(page)
        # A person's own style: the policy of the page governs it as little as the browser's.
        page.evaluate(
            """style => {
                const sheet = new CSSStyleSheet()
                sheet.replaceSync(style)
                document.adoptedStyleSheets = [sheet]
            }""",
            self.style,
        )


NARROW = View(name="at 320 px", width=320, checks=FOR_ALL)
DARK = View(name="at 768 px, dark", width=768, scheme="dark", checks=FOR_ALL)
WIDE = View(name="at 1280 px", width=1280, checks=FOR_ALL)
SPACED = View(name="widely spaced", width=320, style=SPACIOUS, checks=WHOLE)
LARGE = View(name="in large letters", width=1280, style=LARGE_LETTERS, checks=WHOLE)
FEW_COLOURS = View(
    name="in few colours, without motion",
    width=1280,
    colors="active",
    motion="reduce",
    checks=(within("ink", "lostInFewColours"), within("ink", "moving")),
)
# A sheet of A4 between its margins, printed by a person who reads light letters on black.
PAPER = View(
    name="on paper",
    width=718,
    medium="print",
    scheme="dark",
    checks=(within("ink", "lostOnPaper"), *WHOLE),
)
# 1280 by 1024 pixels at 400 %: WCAG 2.2, 1.4.10.
BY_TAB = View(name="at 400 %, by Tab", width=320, height=256, checks=(*WHOLE, walk_through))
#: Walking through a page by Tab closes its menu, so it comes last.
VIEWS = (NARROW, DARK, WIDE, SPACED, LARGE, FEW_COLOURS, PAPER, BY_TAB)
