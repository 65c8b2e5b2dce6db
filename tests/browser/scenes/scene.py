"""A page in one state, and how a person comes to see it."""

from dataclasses import dataclass

from playwright.sync_api import Page, Response, expect

from tests.browser.acts import Act
from tests.browser.sightings import read_sighting
from tests.browser.stack import Stack


@dataclass(frozen=True)
class Scene:
    """A page in one state.

    `says` tells the state from others with the same heading. A form that was refused says why;
    its title begins with "Erreur".
    """

    name: str
    heading: str
    act: Act
    refusal: str = ""
    says: str = ""

    def play(self, page: Page, stack: Stack) -> Response:
        """Come to the page, wait until it is there, and return the answer that it came with."""
        drawn: list[Response] = []

        def listen(answer: Response) -> None:
            if answer.request.is_navigation_request() and not 300 <= answer.status < 400:
                drawn.append(answer)

        page.on("response", listen)
        self.act(page, stack)
        expect(page.get_by_role("main")).to_contain_text(self.refusal or self.says or self.heading)
        page.wait_for_load_state()
        page.remove_listener("response", listen)
        stack.sightings[self.name] = read_sighting(drawn[-1].headers)
        return drawn[-1]
