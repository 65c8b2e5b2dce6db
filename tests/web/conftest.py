"""The provider with the demonstration's people, its captcha on, and a person's browser."""

from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlencode

import pytest
from flask import Flask

from idp.app import create_app
from idp.demo.people import PASSWORD
from idp.wsgi import Prepared
from tests.fixtures.browser import Answer, Browser, Page, over_wsgi
from tests.fixtures.browser.forms import read_fields
from tests.fixtures.browser.transports import Transport
from tests.fixtures.captchas import captcha_answer
from tests.fixtures.clocks import MovedClock
from tests.fixtures.domain import close_database, load_settings
from tests.fixtures.sign_in_page import BUTTON
from tests.oidc.party import Party, register

EMAIL = "ra@demo.test"
HOME = "http://localhost:5000"
CLIENT = "http://127.0.0.1:7001"
NEW_PICTURE = "Afficher un nouveau code"
CLIENT_PAGE = (
    '<!doctype html><html lang="fr"><head><title>Service</title></head>'
    "<body><main><h1>Service</h1></main></body></html>"
)


@dataclass
class Person:
    """Somebody who signs in: reads the picture, fills the form."""

    provider: Flask
    party: Party
    browser: Browser

    def address(self, **changes: str | None) -> str:
        """The address of the sign-in page for a request of the client."""
        return f"/connexion?{urlencode(self.party.request(**changes))}"

    def arrive(self, **changes: str | None) -> Page:
        """Come from the service."""
        return self.browser.open(f"/authorize?{urlencode(self.party.request(**changes))}")

    def read_picture(self) -> str:
        """The code that the page's picture shows."""
        return captcha_answer(self.provider, self.browser.page.value_of("captchetat-uuid"))

    def fill(self, **filled: str) -> Page:
        """Send the form, right unless told otherwise."""
        return self.browser.submit(BUTTON, **(self.right() | filled))

    def right(self) -> dict[str, str]:
        """What a person types who makes no mistake."""
        return {"email": EMAIL, "password": PASSWORD, "captcha": self.read_picture()}

    def fields(self) -> dict[str, str]:
        """The fields of a right form on the page that is shown."""
        return dict(read_fields(self.browser.page.form(BUTTON), None, self.right()))

    def send(self, fields: dict[str, str], headers: dict[str, str] | None = None) -> Answer:
        """Send fields to the sign-in page as a program would, without looking at the answer."""
        return self.browser.send("POST", self.address(), urlencode(fields).encode(), headers)


@pytest.fixture
def provider(request: pytest.FixtureRequest, demo_url: str, clock: MovedClock) -> Iterator[Flask]:
    """The provider with the demonstration's people, told the variables of the test (`indirect`)."""
    app = create_app(load_settings(demo_url, **getattr(request, "param", {})))
    clock.apply()
    yield app
    close_database(app)


@pytest.fixture
def person(provider: Flask) -> Person:
    """Somebody with a new browser, and a client that stands for SOFFi."""
    party = register(provider, service="soffi")
    return Person(provider, party, Browser(to_both(provider), HOME))


def to_both(provider: Flask) -> Transport:
    """Reach the provider, and a page of the client on its own origin."""
    to_provider = over_wsgi(Prepared(provider))

    def send(method: str, url: str, headers: dict[str, str], body: bytes | None) -> Answer:
        if url.startswith(CLIENT):
            return Answer(url, 200, [("Content-Type", "text/html")], CLIENT_PAGE.encode())
        return to_provider(method, url, headers, body)

    return send
