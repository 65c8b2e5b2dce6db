"""One message of each kind, and an application that writes mail to a folder."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask

from idp import mail, settings
from idp.mail import Message
from tests.mail.samples import MESSAGES


@pytest.fixture(params=sorted(MESSAGES))
def message(request: pytest.FixtureRequest) -> Message:
    """Each message in turn."""
    return MESSAGES[request.param]


@pytest.fixture
def notice() -> Message:
    """A message, whichever."""
    return MESSAGES["new_browser_sign_in"]


@pytest.fixture
def mailing(tmp_path: Path) -> Iterator[Flask]:
    """An application that writes its mail to a folder of the test."""
    app = Flask("mail")
    told = settings.load(
        {
            "EFP_ENV": "test",
            "EFP_MAIL_FOLDER": str(tmp_path),
            "EFP_HELP_PHONE": "01 23 45 67 89",
            "EFP_HELP_HOURS": "de 9 h à 17 h",
            "EFP_HELP_URL": "https://aide.demo.test/",
        }
    )
    settings.keep(app, told)
    mail.setup(app, told.mail)
    with app.app_context():
        yield app
