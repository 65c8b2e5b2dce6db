"""The captcha is out of order, and the installation lets people sign in more slowly."""

import pytest
from flask import Flask

from idp.connectors.captcha import Picture
from idp.connectors.captcha.captchetat import CaptchEtat
from idp.connectors.circuit import BUSY
from idp.demo.people import PASSWORD
from idp.ground.errors import Unavailable
from idp.wsgi import Prepared
from tests.fixtures.browser import Browser, Page, over_wsgi
from tests.fixtures.clocks import MovedClock
from tests.fixtures.journal import events
from tests.fixtures.piste import ELEMENTS, UUID, VERDICT, Piste
from tests.fixtures.sign_in_page import BUTTON
from tests.web.conftest import EMAIL, HOME
from tests.web.test_captchetat import STATE, WRONG_CODE, is_signed_in

DEGRADED = STATE | {"EFP_CAPTCHA_DEGRADED": "throttle"}

pytestmark = pytest.mark.parametrize("provider", [DEGRADED], indirect=True)


@pytest.fixture
def browser(provider: Flask, piste: Piste) -> Browser:
    """Somebody's browser."""
    piste.give_token()
    return Browser(over_wsgi(Prepared(provider)), HOME)


def sign_in(browser: Browser, password: str = PASSWORD) -> Page:
    return browser.submit(BUTTON, email=EMAIL, password=password)


def busy(_: CaptchEtat) -> Picture:
    raise Unavailable(cause=BUSY, retry_after=1)


def degraded(provider: Flask) -> int:
    with provider.app_context():
        return len(events("captcha.degraded"))


def test_people_sign_in_without_and_the_journal_says_so(
    browser: Browser, provider: Flask, piste: Piste
) -> None:
    piste.get(ELEMENTS, status=503)
    page = browser.open("/connexion")
    assert page.status == 200
    assert "robot" not in page.text
    assert is_signed_in(sign_in(browser))
    assert degraded(provider) == 1


def test_fewer_failures_are_let_through(browser: Browser, piste: Piste) -> None:
    piste.get(ELEMENTS, status=503)
    browser.open("/connexion")
    statuses = [sign_in(browser, "wrong").status for _ in range(4)]
    assert statuses == [200, 200, 200, 429]


def test_leaving_the_field_out_wins_nothing_while_the_service_works(
    browser: Browser, provider: Flask, piste: Piste, clock: MovedClock
) -> None:
    down = piste.get(ELEMENTS, status=503)
    browser.open("/connexion")
    piste.remove(down)
    piste.draw()
    clock.advance(seconds=10)
    page = sign_in(browser)
    assert WRONG_CODE in page.text
    assert page.value_of("captchetat-uuid")
    assert degraded(provider) == 0


def test_a_verdict_that_does_not_come_does_not_stop_people(
    browser: Browser, provider: Flask, piste: Piste
) -> None:
    piste.draw()
    piste.post(VERDICT, status=500)
    browser.open("/connexion")
    assert browser.page.value_of("captchetat-uuid") == UUID
    page = browser.submit(BUTTON, email=EMAIL, password=PASSWORD, captcha="AJKD7")
    assert is_signed_in(page)
    assert degraded(provider) == 1


def test_a_crowd_is_no_outage(
    browser: Browser, provider: Flask, piste: Piste, monkeypatch: pytest.MonkeyPatch
) -> None:
    piste.get(ELEMENTS, status=503)
    browser.open("/connexion")
    monkeypatch.setattr(CaptchEtat, "draw", busy)
    assert sign_in(browser).status == 503
    assert browser.page.soup.select("[type=password]") == []
    assert degraded(provider) == 0


def test_a_wrong_code_stays_wrong(browser: Browser, provider: Flask, piste: Piste) -> None:
    piste.draw()
    piste.post(VERDICT, body="false")
    browser.open("/connexion")
    page = browser.submit(BUTTON, email=EMAIL, password=PASSWORD, captcha="AJKD7")
    assert not is_signed_in(page)
    assert degraded(provider) == 0


def test_a_quota_that_is_used_up_is_no_outage(
    browser: Browser, provider: Flask, piste: Piste
) -> None:
    piste.get(ELEMENTS, status=429)
    page = browser.open("/connexion")
    assert page.status == 503
    assert page.soup.select_one('[name="password"]') is None
    assert degraded(provider) == 0
