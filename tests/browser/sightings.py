"""What was seen of each scene: who drew the page, with which branches, and its words."""

from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Page, Response

from web_kit.correlation import HEADER


@dataclass(frozen=True)
class Sighting:
    """One page as Chromium showed it; `program` is the import name of the application."""

    program: str
    endpoint: str
    branches: frozenset[str]
    words: str

    @property
    def is_error_page(self) -> bool:
        """Whether the endpoint did not draw its own page."""
        return any(branch.startswith("web_kit/error.html") for branch in self.branches)


class Sightings:
    """What the scenes that were played have shown so far."""

    def __init__(self, drawn: Path) -> None:
        drawn.touch()
        self.by_scene: dict[str, Sighting] = {}
        self._drawn = drawn.open(encoding="utf-8")

    def note(self, scene: str, page: Page, answer: Response) -> None:
        """Keep what `page` shows, which came with `answer`."""
        asked = answer.headers[HEADER.lower()]
        # The scenes are played one by one: what the programs drew meanwhile is all there is.
        lines = [line.rstrip("\n").split("\t", 3) for line in self._drawn]
        drawn = [line for line in lines if line[0] == asked]
        words = f"{page.title()} {page.locator('body').text_content()}"
        self.by_scene[scene] = Sighting(
            program=drawn[-1][1],
            endpoint=drawn[-1][2],
            branches=frozenset(line[3] for line in drawn),
            words=plain(words),
        )

    def close(self) -> None:
        """Stop reading."""
        self._drawn.close()


def plain(text: str) -> str:
    """A text whose spaces are all alike."""
    return " ".join(text.split())
