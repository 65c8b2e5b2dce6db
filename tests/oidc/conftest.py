"""A relying party of the tests, and a person's browser, both without a network."""

from collections.abc import Iterator

import pytest
from flask import Flask

from idp.app import create_app
from tests.fixtures.clocks import MovedClock
from tests.fixtures.domain import close_database, load_settings
from tests.oidc.party import Party, register


@pytest.fixture
def provider(demo_url: str, clock: MovedClock) -> Iterator[Flask]:
    """The provider with the demonstration's people, without captcha."""
    app = create_app(load_settings(demo_url, EFP_CAPTCHA="off"))
    clock.apply()
    yield app
    close_database(app)


@pytest.fixture
def party(provider: Flask) -> Party:
    """A client that stands for SOFFi, and one browser."""
    return register(provider, service="soffi")
