"""What every scene must satisfy, on the page that Chromium shows."""

import re
from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field

from tests.browser.chromium import Chromium
from tests.browser.stack import Stack
from tests.browser.validity import HtmlValidator
from tests.browser.views import VIEWS, WIDE, View
from tests.fixtures.browser import BadPage, check_html
from tests.scenes import Scene

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
    """Looks at scene after scene in these views, and keeps what is wrong with them.

    `scripted` surrounds the checks, which are scripts too.
    """

    browser: Chromium
    judges: Judges
    views: tuple[View, ...] = VIEWS
    scripted: Callable[[], AbstractContextManager[None]] = nullcontext
    faults: list[str] = field(default_factory=list)

    def take(self, tour: Iterable[Scene], stack: Stack) -> None:
        """Go from scene to scene, then tell every fault at once."""
        for scene in tour:
            WIDE.open(self.browser.tab)  # whatever the last view of the scene before
            scene.play(self.browser, stack)
            self._check_source(scene, self.browser.source)
            shown = self.browser.tab.content() + self.browser.tab.locator("body").inner_text()
            # A page of the same markup, which shows the same words, looks the same.
            if self.judges.is_new(f"{len(self.views)} views of {shown}"):
                with self.scripted():
                    self._check_views(scene)
        assert not self.faults, "\n".join(self.faults)

    def _check_source(self, scene: Scene, html: str) -> None:
        if not self.judges.is_new(html):
            return
        self.faults += [f"{scene.name}: {fault}" for fault in self.judges.html.find_faults(html)]
        try:
            check_html(html, scene.name)
        except BadPage as error:
            self.faults.append(str(error))

    def _check_views(self, scene: Scene) -> None:
        for view in self.views:
            view.show(self.browser.tab)
            for check in view.checks:
                found = check(self.browser.tab)
                self.faults += [f"{scene.name} {view.name}: {fault}" for fault in found]
