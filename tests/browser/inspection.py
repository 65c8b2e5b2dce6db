"""What every scene must satisfy, on the page that Chromium shows."""

from dataclasses import dataclass, field
from typing import Literal
from urllib.parse import urlsplit

from playwright.sync_api import Page, Response

from tests.browser.accessibility import Inaccessible, check_accessibility
from tests.browser.scenes import Scene
from tests.fixtures.browser import BadPage, check_html

ColorScheme = Literal["light", "dark"]
# Width in pixels, colour scheme: each width, and each scheme, without their product.
WINDOWS: list[tuple[int, ColorScheme]] = [(320, "light"), (768, "dark"), (1280, "light")]
PLAIN_WINDOWS: list[tuple[int, ColorScheme]] = [(1280, "dark")]
#: The least height and width of what one presses or fills in, in pixels.
TARGET = 44
SMALL_TARGETS = """least => [...document.querySelectorAll(
  "button, summary, select, textarea, .fr-btn, input:not([type=hidden], [type=checkbox])")]
  .filter(control => control.checkVisibility() && !control.closest(".fr-sr-only"))
  .map(control => [control, control.getBoundingClientRect()])
  .filter(([, box]) => Math.round(box.height) < least || Math.round(box.width) < least)
  .map(([control, box]) => `${control.outerHTML.slice(0, 80)} is ${box.width} by ${box.height}`)"""
TOO_WIDE = "document.documentElement.scrollWidth > window.innerWidth"


@dataclass
class Inspection:
    """Looks at scene after scene, and keeps what is wrong with them."""

    page: Page
    windows: list[tuple[int, ColorScheme]]
    faults: list[str] = field(default_factory=list)
    _headings: dict[tuple[str, str], str] = field(default_factory=dict)
    _answer: Response | None = None

    def __post_init__(self) -> None:
        self.page.on("response", self._keep_answer)

    def inspect(self, scene: Scene) -> None:
        """Note the faults of the page that is shown."""
        self._check_words(scene)
        self._check_source(scene)
        for width, scheme in self.windows:
            self.page.set_viewport_size({"width": width, "height": 800})
            self.page.emulate_media(color_scheme=scheme)
            self._check_looks(f"{scene.name} at {width} px, {scheme}")

    def _check_words(self, scene: Scene) -> None:
        heading = " ".join(self.page.locator("h1").inner_text().split())
        if not heading.startswith(scene.heading):
            self.faults.append(f"{scene.name}: its h1 is {heading!r}")
        title = self.page.title()
        if title.startswith("Erreur : ") != bool(scene.refusal):
            self.faults.append(f"{scene.name}: its title is {title!r}")
        key = (urlsplit(self.page.url).netloc, title)
        if self._headings.setdefault(key, heading) != heading:
            self.faults.append(f"{scene.name}: another page has the title {title!r}")

    def _check_source(self, scene: Scene) -> None:
        assert self._answer is not None
        try:
            check_html(self._answer.text(), scene.name)
        except BadPage as error:
            self.faults.append(str(error))

    def _check_looks(self, where: str) -> None:
        try:
            check_accessibility(self.page)
        except Inaccessible as error:
            self.faults.append(f"{where}: {error}")
        if self.page.evaluate(TOO_WIDE):
            self.faults.append(f"{where}: wider than the screen")
        self.faults += [f"{where}: {small}" for small in self.page.evaluate(SMALL_TARGETS, TARGET)]

    def _keep_answer(self, answer: Response) -> None:
        if answer.request.is_navigation_request() and not 300 <= answer.status < 400:
            self._answer = answer
