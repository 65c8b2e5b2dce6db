"""A client of the State's captcha."""

import pytest

from idp import settings
from idp.connectors.captcha.captchetat import CaptchEtat
from tests.fixtures.piste import TOKEN_URL, URL


@pytest.fixture
def told() -> settings.CaptchEtat:
    """A client of the sandbox."""
    return settings.CaptchEtat(
        url=URL, token_url=TOKEN_URL, client_id="the client", client_secret="its secret"
    )


@pytest.fixture
def captcha(told: settings.CaptchEtat) -> CaptchEtat:
    """The captcha under test."""
    return CaptchEtat(told)
