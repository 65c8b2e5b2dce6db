"""A sign-in is never lost: each case that the README lists, without a screen."""

from datetime import timedelta
from types import SimpleNamespace
from urllib.parse import urlencode

import pytest

from idp import settings
from rp_kit.ground import clock
from rp_kit.oidc import tokens
from tests.fixtures.house import House
from tests.journeys.restarts import restarted
from tests.journeys.sign_in_form import EMAIL, WELCOME, Form, arrive, cookie_of


def test_a_page_left_open_overnight(house: House) -> None:
    browser = arrive(house)
    house.clock.advance(hours=14)
    house.sign_in(browser, EMAIL)
    # Codes live five minutes.
    assert "Le code de sécurité n’est pas le bon, ou il n’est plus valable." in browser.page.text
    assert browser.page.value_of("email") == EMAIL
    house.sign_in(browser, EMAIL)
    assert browser.page.url == f"{house.addresses.soffi}/accueil"


def test_a_bookmark_of_the_sign_in_page(house: House) -> None:
    browser = arrive(house)
    bookmark = browser.page.url
    house.clock.advance(days=40)
    browser.open(bookmark)
    house.sign_in(browser, EMAIL)
    # The service knows nothing of this sign-in any more: it begins its own, which needs no page.
    assert browser.page.heading == WELCOME


def test_a_bookmark_of_the_sign_in_page_in_another_browser(house: House) -> None:
    bookmark = arrive(house).page.url
    browser = house.browser("soffi")
    browser.open(bookmark)
    house.sign_in(browser, EMAIL)
    assert browser.page.heading == WELCOME


def test_the_address_that_brings_a_code_back_is_opened_again(house: House) -> None:
    browser = arrive(house)
    house.sign_in(browser, EMAIL)
    callback = next(hop.url for hop in browser.page.hops if "/connexion/retour" in hop.url)
    assert browser.open(callback).heading == WELCOME
    elsewhere = house.browser("soffi")
    assert elsewhere.open(callback).heading == "Connexion à SOFFi"
    house.sign_in(elsewhere, EMAIL)
    assert elsewhere.page.heading == WELCOME


def test_an_expired_session(house: House) -> None:
    browser = arrive(house)
    house.sign_in(browser, EMAIL)
    house.clock.advance(hours=13)
    assert browser.open("/accueil/habilitation").heading == "Connexion à SOFFi"
    house.sign_in(browser, EMAIL)
    assert browser.page.path == "/accueil/habilitation"


def test_the_secret_is_changed_in_mid_sign_in(house: House) -> None:
    with house.provider.app_context():
        former = settings.current().secret_key
    browser = arrive(house)
    with restarted(house, secret_key="n" * 48, secret_key_fallbacks=(former,)):
        house.sign_in(browser, EMAIL)
        assert browser.page.heading == WELCOME


def test_the_captcha_is_switched_off_in_mid_sign_in(house: House) -> None:
    browser = arrive(house)
    with restarted(house, captcha="off"):
        house.sign_in(browser, EMAIL)
    assert browser.page.heading == WELCOME


def test_cookies_refused_by_the_provider(house: House) -> None:
    form = Form(house, arrive(house))
    form.browser.cookies.clear()
    body = urlencode(form.fields).encode()
    answer = form.browser.send("POST", form.address, body)
    assert answer.status == 403
    assert "n’a pas gardé le cookie dont EFP Connect a besoin" in answer.text


def test_cookies_refused_by_the_service(house: House) -> None:
    browser = house.browser("soffi")
    browser.cookies.refused.add("soffi_sign_in")
    browser.open("/accueil")
    house.sign_in(browser, EMAIL)
    assert browser.page.heading == "La connexion n’a pas pu se terminer"
    assert "Autorisez les cookies de ce site" in browser.page.text
    browser.cookies.refused.clear()
    assert browser.follow("Me connecter").heading == WELCOME


def tell_wrong_time(monkeypatch: pytest.MonkeyPatch, offset: timedelta) -> None:
    """Have the services judge tokens by a clock that is wrong by `offset`."""
    wrong = SimpleNamespace(
        now=lambda: clock.now() + offset,
        timestamp=lambda: clock.timestamp() + int(offset.total_seconds()),
    )
    monkeypatch.setattr(tokens, "clock", wrong)


@pytest.mark.parametrize("minutes", [-10, 10])
def test_a_service_whose_clock_is_wrong(
    house: House, minutes: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    tell_wrong_time(monkeypatch, timedelta(minutes=minutes))
    browser = arrive(house)
    house.sign_in(browser, EMAIL)
    assert browser.page.heading == "La connexion n’a pas pu être vérifiée"
    assert len(browser.page.hops) < 5
    monkeypatch.undo()
    assert browser.follow("Me connecter").heading == WELCOME


@pytest.mark.parametrize("seconds", [-30, 30])
def test_a_service_whose_clock_is_nearly_right(
    house: House, seconds: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    tell_wrong_time(monkeypatch, timedelta(seconds=seconds))
    browser = arrive(house)
    house.sign_in(browser, EMAIL)
    assert browser.page.heading == WELCOME


def test_another_person_signs_in_where_somebody_is(house: House) -> None:
    browser = arrive(house)
    left_open = Form(house, browser, "collaborateur@demo.test")
    house.sign_in(browser, EMAIL)
    left_open.cookie = cookie_of(browser)  # a browser has one cookie, however old its pages are
    refused = left_open.send()
    assert refused.status == 403  # not led on as the person who is signed in
    assert "Cette page n’était plus à jour" in refused.text


def test_a_form_left_open_in_another_tab_leads_its_person_on(house: House) -> None:
    browser = arrive(house)
    left_open = Form(house, browser)
    house.sign_in(browser, EMAIL)
    left_open.cookie = cookie_of(browser)
    answer = left_open.send()
    assert answer.status == 303
    assert browser.open(answer.location).heading == WELCOME
