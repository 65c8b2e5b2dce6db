"""The domain with something in it."""

from collections.abc import Iterator

import pytest
from flask import Flask

from tests.fixtures.clocks import MovedClock
from tests.fixtures.domain import load_settings, opened_domain


@pytest.fixture
def demo(demo_url: str, clock: MovedClock) -> Iterator[Flask]:
    """The domain with the demonstration's data."""
    with opened_domain(load_settings(demo_url)) as app:
        yield app
