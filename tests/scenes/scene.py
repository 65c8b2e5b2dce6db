"""A page in one state, and how a person comes to see it."""

from dataclasses import dataclass

from tests.fixtures.stage import AnyBrowser, AnyHouse
from tests.scenes.acts import Act


@dataclass(frozen=True)
class Scene:
    """A page in one state.

    `says` tells the state from others with the same heading. A form that was refused says why;
    its title begins with "Erreur". One scene of each page stands for it: Chromium always shows
    that one, and it needs only such scenes of its tour before it. Some states take programs, not
    applications of one process: Chromium alone shows them.
    """

    name: str
    heading: str
    act: Act
    refusal: str = ""
    says: str = ""
    stands_for_page: bool = False
    takes_programs: bool = False

    def play(self, browser: AnyBrowser, house: AnyHouse) -> None:
        """Come to the page, which must be the one that is meant."""
        self.act(browser, house)
        page = browser.page
        assert page.heading.startswith(self.heading), f"{self.name}: its h1 is {page.heading!r}"
        says = self.refusal or self.says
        assert says in page.text, f"{self.name} does not say {says!r}: {page.text}"
        is_refusal = page.title.startswith("Erreur : ")
        assert is_refusal == bool(self.refusal), f"{self.name}: its title is {page.title!r}"
