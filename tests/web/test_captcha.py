"""The captcha's wire contract."""

import json
import re
from typing import NoReturn

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from idp.connectors.captcha.local import LocalCaptcha
from idp.domain import db
from idp.domain.captcha.models import CaptchaChallenge
from idp.web import captcha
from tests.fixtures.browser import Answer
from tests.fixtures.captchas import captcha_answer
from tests.web.conftest import CLIENT, EMAIL, Person

PATH = "/simple-captcha-endpoint"


@pytest.fixture
def client(provider: Flask) -> FlaskClient:
    """Sends single requests."""
    return provider.test_client()


def hear(person: Person, headers: dict[str, str] | None = None) -> Answer:
    """Play the code of the page that is shown."""
    [player] = person.browser.page.soup.select("audio")
    return person.browser.send("GET", str(player["src"]), headers=headers)


def fetch_picture(person: Person, form: str) -> dict[str, str]:
    """Ask for a new picture as the script does; what to send with the form."""
    answer = person.browser.send("GET", f"{PATH}?get=image&c=captchaFR&form={form}")
    name = json.loads(answer.text)["uuid"]
    return {"captchetat-uuid": name, "captcha": captcha_answer(person.provider, name)}


def never(*_: object) -> NoReturn:
    """What must not be called."""
    raise AssertionError


def plays(person: Person) -> int:
    """How often the code of the page that is shown counts as played."""
    name = person.browser.page.value_of("captchetat-uuid")
    statement = select(CaptchaChallenge.plays).where(CaptchaChallenge.uuid == name)
    with person.provider.app_context(), db.auto_engine().connect() as connection:
        return connection.execute(statement).scalar_one()


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
        ("get=sound&c=captchaFR", 400),
        ("get=sound&c=captchaFR&t=../../x", 400),
        ("get=sound&c=captchaFR&t=00000000-0000-4000-8000-000000000000", 404),
        (f"get=sound&c=captchaFR&t={'9' * 37}", 400),
        ("", 400),
        ("get=image", 400),
        ("get=file&c=captchaFR", 400),
        ("get=image&c=../../x", 400),
        ("get=image&c=numerique6_7CaptchaFR", 400),
        ("get=image&get=image&c=captchaFR", 400),
        ("get=image&c=captchaFR&form=unknown", 400),
        ("get=image&c=captchaFR&form=sign_in&form=sign_in", 400),
        ("get=image&c=captchaFR&url=http://evil.example", 400),
        ("get=sound&c=captchaFR&t=%00", 400),
        ("get=image&c=captchaFR&%00=1", 400),
        (f"get=image&c=captchaFR&t={'9' * 9000}", 413),
    ],
)
def test_other_values_are_refused(client: FlaskClient, query: str, status: int) -> None:
    answer = client.get(f"{PATH}?{query}")
    assert answer.status_code == status
    assert answer.get_json() == {"error": "not_found" if status == 404 else "invalid_request"}
    assert answer.headers["Cache-Control"] == "no-store"


def test_a_code_is_heard_and_stays_good(person: Person) -> None:
    person.arrive()
    for _ in range(2):
        heard = hear(person)
        assert (heard.status, heard.header("Content-Type")) == (200, "audio/x-wav")
        assert heard.header("Cache-Control") == "no-store"
        assert heard.body.startswith(b"RIFF")
        assert person.read_picture() not in str(heard.headers)
    assert person.fill().origin == CLIENT


def test_a_player_may_ask_for_a_part(person: Person) -> None:
    person.arrive()
    part = hear(person, {"Range": "bytes=0-1"})
    assert (part.status, part.body) == (206, b"RI")
    whole = len(hear(person).body)
    assert part.header("Content-Range") == f"bytes 0-1/{whole}"


def test_the_parts_of_a_play_fit_together(person: Person) -> None:
    person.arrive()
    first = hear(person, {"Range": "bytes=0-9999"}).body
    middle = hear(person, {"Range": "bytes=10000-49999"}).body
    rest = hear(person, {"Range": "bytes=50000-"}).body
    again = hear(person, {"Range": "bytes=0-"}).body
    assert first + middle + rest != again
    assert len(first + middle + rest) == len(again)
    tail = hear(person, {"Range": "bytes=20000-"}).body
    assert again.endswith(tail)


@pytest.mark.parametrize("part", ["bytes=9999999-", "bytes=9999998-9999999"])
def test_a_part_that_is_not_there_costs_nothing(
    person: Person, part: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    person.arrive()
    whole = len(hear(person).body)
    monkeypatch.setattr(LocalCaptcha, "speak", never)
    refused = hear(person, {"Range": part})
    assert (refused.status, refused.text) == (416, '{"error":"invalid_request"}\n')
    assert refused.header("Content-Range") == f"bytes */{whole}"
    assert plays(person) == 1


def test_nor_is_it_given_when_only_the_sound_tells(
    person: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    person.arrive()
    whole = len(hear(person).body)
    monkeypatch.setattr(LocalCaptcha, "sound_bytes", None)
    refused = hear(person, {"Range": "bytes=9999999-"})
    assert (refused.status, refused.header("Content-Range")) == (416, f"bytes */{whole}")


@pytest.mark.parametrize("query", ["get=sound&c=captchaFR&t={name}", "get=image&c=captchaFR"])
def test_only_to_look_costs_nothing(
    person: Person, query: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    person.arrive()
    name = person.browser.page.value_of("captchetat-uuid")
    for method in ("speak", "draw"):
        monkeypatch.setattr(LocalCaptcha, method, never)
    looked = person.browser.send("HEAD", f"{PATH}?{query.format(name=name)}")
    assert (looked.status, looked.body) == (200, b"")
    kind = "audio/x-wav" if "sound" in query else "application/json"
    assert looked.header("Content-Type") == kind
    assert plays(person) == 0


@pytest.mark.parametrize("range_header", ["bytes=abc", "items=0-1", "bytes=", "x", "bytes=0-1,4-5"])
def test_a_range_that_cannot_be_read_is_ignored(person: Person, range_header: str) -> None:
    person.arrive()
    assert hear(person, {"Range": range_header}).status == 200


def test_a_burnt_code_is_silent(person: Person) -> None:
    person.arrive()
    burnt = person.browser.page.value_of("captchetat-uuid")
    person.fill(captcha="XXXXXX")
    assert person.browser.send("GET", f"{PATH}?get=sound&c=captchaFR&t={burnt}").status == 404


def test_nobody_else_hears_it(person: Person, client: FlaskClient) -> None:
    person.arrive()
    name = person.browser.page.value_of("captchetat-uuid")
    assert client.get(f"{PATH}?get=sound&c=captchaFR&t={name}").status_code == 404


def test_the_page_offers_to_see_another_and_to_hear(person: Person) -> None:
    page = person.arrive()
    assert page.button("Afficher un nouveau code").has_attr("formnovalidate")
    [player] = page.soup.select("[data-captcha] audio[controls]")
    assert page.soup.select(f"#{player['aria-labelledby']}")[0].text == "Écouter le code"
    [button] = page.soup.select('[data-captcha] button[type="button"][hidden]')
    assert button.text == "Écouter le code"


@pytest.mark.parametrize(
    "provider",
    [{"EFP_HELP_PHONE": "01 99 00 00 00", "EFP_HELP_URL": "https://aide.test/"}],
    indirect=True,
)
def test_there_is_a_way_out_for_who_can_do_neither(client: FlaskClient) -> None:
    text = client.get("/connexion").text
    assert "Vous ne pouvez ni lire ni écouter le code" in text
    assert "01\N{NO-BREAK SPACE}99\N{NO-BREAK SPACE}00" in text
    assert 'href="https://aide.test/"' in text


def test_a_picture_fetched_by_script_is_good_for_the_form(person: Person) -> None:
    [part] = person.arrive().soup.select("[data-captcha]")
    fetched = fetch_picture(person, str(part["data-captcha"]))
    assert person.fill(**fetched).origin == CLIENT


def test_a_picture_for_another_form_is_not(person: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(captcha, "FORMS", {"sign_in", "another"})
    person.arrive()
    page = person.fill(**fetch_picture(person, "another"))
    assert page.value_of("email") == EMAIL


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


@pytest.mark.parametrize("provider", [{"EFP_CAPTCHA": "off"}], indirect=True)
def test_switched_off_nothing_is_left_of_it(client: FlaskClient) -> None:
    assert client.get(f"{PATH}?get=image&c=captchaFR").status_code == 404
    text = client.get("/connexion").text
    assert "captcha" not in text
    assert "robot" not in text
