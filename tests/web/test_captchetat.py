"""Signing in with the State's captcha: its picture on our page, its verdict behind our burn."""

import pytest
import responses
from flask import Flask

from idp.demo.people import PASSWORD
from idp.wsgi import Prepared
from tests.fixtures.browser import Browser, Page, over_wsgi
from tests.fixtures.clocks import MovedClock
from tests.fixtures.piste import ELEMENTS, TOKEN_URL, URL, UUID, VERDICT, WAV, Piste
from tests.fixtures.sign_in_page import BUTTON
from tests.web.conftest import EMAIL, HOME

PATH = "/simple-captcha-endpoint"
SOUND = f"{PATH}?get=sound&c=captchaFR&t={UUID}"
WRONG_CODE = "Le code de sécurité n’est pas le bon"
OUT_OF_ORDER = "Le code de sécurité ne peut pas être affiché pour l’instant"
STATE = {
    "EFP_CAPTCHA": "captchetat",
    "EFP_CAPTCHETAT_URL": URL,
    "EFP_CAPTCHETAT_TOKEN_URL": TOKEN_URL,
    "EFP_CAPTCHETAT_CLIENT_ID": "the client",
    "EFP_CAPTCHETAT_CLIENT_SECRET": "its secret",
}

pytestmark = pytest.mark.parametrize("provider", [STATE], indirect=True)


@pytest.fixture
def browser(provider: Flask, piste: Piste) -> Browser:
    """Somebody's browser on its sign-in page."""
    piste.give_token()
    piste.draw()
    browser = Browser(over_wsgi(Prepared(provider)), HOME)
    browser.open("/connexion")
    return browser


def sign_in(browser: Browser, code: str = "AJKD7") -> Page:
    return browser.submit(BUTTON, email=EMAIL, password=PASSWORD, captcha=code)


def is_signed_in(page: Page) -> bool:
    return page.path == "/"


def test_its_picture_and_its_verdict_let_people_in(browser: Browser, piste: Piste) -> None:
    assert browser.page.value_of("captchetat-uuid") == UUID
    verdict = piste.post(VERDICT, body="true")
    assert is_signed_in(sign_in(browser))
    assert verdict.call_count == 1


def test_a_wrong_code_is_refused(browser: Browser, piste: Piste) -> None:
    piste.post(VERDICT, body="false")
    page = sign_in(browser)
    assert WRONG_CODE in page.text
    assert page.value_of("captchetat-uuid") != UUID


def test_a_code_is_good_once_though_the_service_says_true(
    browser: Browser, piste: Piste, clock: MovedClock
) -> None:
    verdict = piste.post(VERDICT, body="true")
    browser.submit(BUTTON, email=EMAIL, password="wrong", captcha="AJKD7")
    clock.advance(minutes=1)  # or it would be the same form sent twice
    page = browser.submit(
        BUTTON, email=EMAIL, password=PASSWORD, captcha="AJKD7", **{"captchetat-uuid": UUID}
    )
    assert WRONG_CODE in page.text
    assert verdict.call_count == 1


def test_its_sound_is_played_to_the_browser_that_was_asked(
    browser: Browser, provider: Flask, piste: Piste
) -> None:
    piste.remove(responses.GET, ELEMENTS)
    sound = piste.get(ELEMENTS, body=WAV)
    heard = browser.send("GET", SOUND)
    assert (heard.status, heard.body) == (200, WAV)
    assert heard.header("Content-Type") == "audio/x-wav"
    assert provider.test_client().get(SOUND).status_code == 404
    assert sound.call_count == 1


@pytest.mark.parametrize(
    "query",
    [
        "get=file&c=captchaFR",
        "get=image&c=../../x",
        "get=image&c=numerique6_7CaptchaFR",
        "get=image&get=image&c=captchaFR",
        "get=image&c=captchaFR&url=http://evil.example",
        "get=sound&c=captchaFR&t=../valider-captcha",
        f"get=sound&c=captchaFR&t={UUID}&t={UUID}",
        f"get=sound&c=captchaFR&t={UUID[:-1]}0",
    ],
)
def test_nothing_else_is_passed_on(browser: Browser, piste: Piste, query: str) -> None:
    before = len(piste.calls)
    assert browser.send("GET", f"{PATH}?{query}").status in (400, 404)
    assert len(piste.calls) == before


def test_without_picture_the_form_is_closed_until_there_is_one(
    browser: Browser, piste: Piste, clock: MovedClock
) -> None:
    piste.remove(responses.GET, ELEMENTS)
    piste.get(ELEMENTS, status=503)
    page = browser.submit("Afficher un nouveau code", email=EMAIL)
    assert page.status == 503
    assert page.title.startswith("Erreur")
    assert OUT_OF_ORDER in page.text
    assert page.value_of("email") == EMAIL
    assert not page.soup.select("[type=password], [name=captcha]")
    assert browser.send("GET", f"{PATH}?get=image&c=captchaFR").status == 503
    piste.remove(responses.GET, ELEMENTS)
    piste.draw()
    clock.advance(seconds=10)
    page = browser.submit("Réessayer")
    assert page.status == 200
    assert page.value_of("email") == EMAIL
    piste.post(VERDICT, body="true")
    assert is_signed_in(sign_in(browser))


def test_without_verdict_nobody_enters(browser: Browser, piste: Piste) -> None:
    piste.post(VERDICT, body='"true"')
    page = sign_in(browser)
    assert page.status == 503
    assert page.answer.header("Retry-After") == "10"
    assert OUT_OF_ORDER in page.text
