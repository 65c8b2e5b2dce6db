"""The captcha's wire contract."""

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient

from idp.app import create_app
from tests.fixtures.captchas import captcha_answer
from tests.fixtures.domain import close_database, load_settings
from tests.web.conftest import CLIENT, EMAIL, Person

PATH = "/simple-captcha-endpoint"


@pytest.fixture
def client(provider: Flask) -> FlaskClient:
    """Sends single requests."""
    return provider.test_client()


def test_it_gives_a_picture_and_its_name(client: FlaskClient) -> None:
    answer = client.get(f"{PATH}?get=image&c=captchaFR&t=1")
    assert answer.status_code == 200
    assert answer.headers["Cache-Control"] == "no-store"
    given = answer.get_json()
    assert given.keys() == {"uuid", "imageb64"}
    assert given["imageb64"].startswith("data:image/png;base64,")
    assert re.fullmatch(r"[0-9a-f-]{36}", given["uuid"])


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ("get=sound&c=captchaFR", 404),
        ("", 400),
        ("get=image", 400),
        ("get=file&c=captchaFR", 400),
        ("get=image&c=../../x", 400),
        ("get=image&c=numerique6_7CaptchaFR", 400),
        ("get=image&get=image&c=captchaFR", 400),
        ("get=image&c=captchaFR&url=http://evil.example", 400),
        (f"get=image&c=captchaFR&t={'9' * 9000}", 413),
    ],
)
def test_other_values_are_refused(client: FlaskClient, query: str, status: int) -> None:
    assert client.get(f"{PATH}?{query}").status_code == status


def test_a_picture_fetched_by_script_is_good_for_the_form(person: Person) -> None:
    person.arrive()
    answer = person.browser.send("GET", f"{PATH}?get=image&c=captchaFR")
    name = re.search(r'"uuid":\s*"([^"]+)"', answer.text)
    assert name is not None
    filled = {"captchetat-uuid": name[1], "captcha": captcha_answer(person.provider, name[1])}
    assert person.fill(**filled).origin == CLIENT


def test_a_picture_of_another_browser_is_not(person: Person, client: FlaskClient) -> None:
    person.arrive()
    name = client.get(f"{PATH}?get=image&c=captchaFR").get_json()["uuid"]
    filled = {"captchetat-uuid": name, "captcha": captcha_answer(person.provider, name)}
    assert person.fill(**filled).value_of("email") == EMAIL


def test_the_answer_leaks_nowhere(person: Person) -> None:
    page = person.arrive()
    answer = person.read_picture()
    assert answer not in re.sub(r"data:image/png;base64,[^\"]+", "", page.answer.text)
    assert answer not in str(page.answer.headers)


def test_switched_off_nothing_is_left_of_it(demo_url: str) -> None:
    app = create_app(load_settings(demo_url, EFP_CAPTCHA="off"))
    client = app.test_client()
    assert client.get(f"{PATH}?get=image&c=captchaFR").status_code == 404
    text = client.get("/connexion").text
    assert "captcha" not in text
    assert "robot" not in text
    close_database(app)
