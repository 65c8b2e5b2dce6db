"""What every scene must satisfy, on the page that Chromium shows."""

import re
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from playwright.sync_api import Page, Response

from tests.browser.scenes import Scene
from tests.browser.validity import HtmlValidator
from tests.browser.views import VIEWS
from tests.fixtures.browser import BadPage, check_html

#: What differs in a page from one time to the next: challenges, pictures, references of incidents.
TOKEN = re.compile(r"\b[0-9a-f]{16}\b|[\w+/=-]{32,}")


@dataclass
class Judges:
    """What the inspections of a run share: the judge of HTML, and what was judged so far."""

    html: HtmlValidator
    _judged: set[str] = field(default_factory=set)

    def is_new(self, text: str) -> bool:
        """Whether this was not judged yet. What differs in tokens alone is the same."""
        text = TOKEN.sub("", text)
        is_new = text not in self._judged
        self._judged.add(text)
        return is_new


@dataclass
class Inspection:
    """Looks at scene after scene, and keeps what is wrong with them.

    `scripted` surrounds the checks, which are scripts too.
    """

    page: Page
    judges: Judges
    scripted: Callable[[], AbstractContextManager[None]] = nullcontext
    faults: list[str] = field(default_factory=list)
    _headings: dict[tuple[str, str], str] = field(default_factory=dict)

    def inspect(self, scene: Scene, answer: Response) -> None:
        """Note the faults of the page that is shown, which came with this answer."""
        self._check_words(scene)
        self._check_source(scene, answer.text())
        # A page of the same markup, which shows the same words, looks the same.
        if self.judges.is_new(self.page.content() + self.page.locator("body").inner_text()):
            with self.scripted():
                self._check_views(scene)

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

    def _check_source(self, scene: Scene, html: str) -> None:
        if not self.judges.is_new(html):
            return
        self.faults += [f"{scene.name}: {fault}" for fault in self.judges.html.find_faults(html)]
        try:
            check_html(html, scene.name)
        except BadPage as error:
            self.faults.append(str(error))

    def _check_views(self, scene: Scene) -> None:
        for view in VIEWS:
            view.show(self.page)
            for check in view.checks:
                self.faults += [f"{scene.name} {view.name}: {fault}" for fault in check(self.page)]
