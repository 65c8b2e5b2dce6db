"""Messages are read in the browser where nothing is really sent, and nowhere else."""

from pathlib import Path

import pytest
from flask import Flask

from idp import mail, settings
from idp.app import create_app
from idp.domain.known_browsers.names import BrowserNames
from idp.domain.sign_in import mails
from tests.fixtures.browser import Browser
from tests.fixtures.clocks import MovedClock
from tests.fixtures.domain import close_database, load_settings

PATH = "/demo/messages"


@pytest.fixture
def test_settings(database_url: str, tmp_path: Path) -> settings.Settings:
    """Those of the demonstration, on the database of the test."""
    folder = str(tmp_path / "mail")
    return load_settings(database_url, EFP_ENV="demo", EFP_MAIL_FOLDER=folder)


def send(app: Flask, clock: MovedClock, number: int, service: str) -> None:
    message = mails.new_browser_sign_in(
        to="ra@demo.test",
        name="Anaïs <b>L’Hermitte</b>",
        at=clock.now(),
        browser=BrowserNames("Firefox", "Windows"),
        service_label=service,
    )
    with app.app_context():
        mail.setup(app, settings.current().mail)
        mail.send(number, message)


def test_without_message_the_page_says_how_to_get_one(browser: Browser) -> None:
    page = browser.open(PATH)
    assert "pas encore de message" in page.text


def test_the_newest_message_comes_first_and_opens(
    app: Flask, browser: Browser, clock: MovedClock
) -> None:
    send(app, clock, 9, "SOFFi")
    send(app, clock, 10, "EDOF")
    page = browser.open(PATH)
    links = [link["href"] for link in page.soup.select("main li a")]
    assert links == [f"{PATH}/10", f"{PATH}/9"]
    page = browser.open(f"{PATH}/10")
    assert "Service demandé : EDOF" in page.text
    assert "Anaïs <b>L’Hermitte</b>" in page.text


@pytest.mark.parametrize("path", [f"{PATH}/1", f"{PATH}/..%2Fefp", f"{PATH}/99999999999999999999"])
def test_an_unknown_message_is_not_found(app: Flask, path: str) -> None:
    assert app.test_client().get(path).status_code == 404


@pytest.mark.parametrize(
    ("changes", "hidden"),
    [
        ({"env": "test"}, ("/demo/captcha", PATH)),  # the tests have the gallery
        ({"env": "production"}, ("/demo",)),
        ({"env": "production", "public_url": "https://connect.example"}, ("/demo",)),
        ({"public_url": "https://connect.example"}, ("/demo/captcha",)),
    ],
)
def test_the_demonstration_opens_nothing_elsewhere(
    database_url: str, changes: dict[str, object], hidden: tuple[str, ...]
) -> None:
    app = create_app(load_settings(database_url, EFP_ENV="demo").model_copy(update=changes))
    assert not [rule for rule in app.url_map.iter_rules() if rule.rule.startswith(hidden)]
    close_database(app)
