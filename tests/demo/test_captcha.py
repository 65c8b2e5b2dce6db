"""A program is told the code of a picture in the demonstration; `test_messages` has where not."""

from uuid import uuid4

import pytest
from flask import Flask
from flask.testing import FlaskClient

from idp import settings
from tests.fixtures.captchas import captcha_answer
from tests.fixtures.clocks import MovedClock
from tests.fixtures.domain import load_settings

PATH = "/demo/captcha"


@pytest.fixture
def test_settings(database_url: str) -> settings.Settings:
    """Those of the demonstration, on the database of the test."""
    return load_settings(database_url, EFP_ENV="demo")


def ask(client: FlaskClient) -> str:
    """The name of a new challenge."""
    name: str = client.get("/simple-captcha-endpoint?get=image&c=captchaFR").get_json()["uuid"]
    return name


def test_the_code_is_told_as_often_as_asked(app: Flask, client: FlaskClient) -> None:
    name = ask(client)
    for _ in range(2):
        answer = client.get(f"{PATH}/{name}")
        assert answer.mimetype == "text/plain"
        assert answer.text == captcha_answer(app, name)
        assert answer.headers["Cache-Control"] == "no-store"


def test_an_unknown_challenge_has_none(client: FlaskClient) -> None:
    assert client.get(f"{PATH}/{uuid4()}").status_code == 404


def test_nor_has_one_whose_time_is_over(client: FlaskClient, clock: MovedClock) -> None:
    clock.apply()
    name = ask(client)
    clock.advance(minutes=5, seconds=1)
    assert client.get(f"{PATH}/{name}").status_code == 404
