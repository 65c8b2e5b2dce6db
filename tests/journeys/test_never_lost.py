"""A sign-in is never lost: each case that the README lists, without a screen."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier, Event
from urllib.parse import urlencode

import pytest
from sqlalchemy import func, select

from idp import settings
from idp.app import create_app
from idp.demo.people import PASSWORD
from idp.domain import db
from idp.domain.accounts import passwords
from idp.domain.browser_sessions.models import BrowserSession
from idp.domain.outbox.models import OutboxMessage
from idp.wsgi import Prepared
from rp_kit import clock as service_clock
from tests.fixtures.browser import Answer, Browser
from tests.fixtures.browser.cookies import Cookie
from tests.fixtures.captchas import captcha_answer
from tests.fixtures.domain import close_database
from tests.fixtures.house import House

SIGN_IN = "Je m’identifie avec EFP CONNECT"
EMAIL = "ra@demo.test"
WELCOME = "Informations de mon ESF"


class Form:
    """A sign-in form filled in, which can be sent more than once, as it stood."""

    def __init__(self, house: House, browser: Browser, email: str = EMAIL) -> None:
        page = browser.page
        challenge = page.value_of("captchetat-uuid")
        self.browser = browser
        self.address = f"{page.origin}{page.form()['action']}"
        self.cookie = cookie_of(browser)
        self.fields = {
            "csrf_token": page.value_of("csrf_token"),
            "email": email,
            "password": PASSWORD,
            "captchetat-uuid": challenge,
            "captcha": captcha_answer(house.provider, challenge),
        }

    def send(self, **changes: str) -> Answer:
        """Send it, with the cookie of the page that it was filled in on."""
        self.browser.cookies.put(self.cookie)
        body = urlencode({**self.fields, **changes}).encode()
        return self.browser.send("POST", self.address, body)


def cookie_of(browser: Browser) -> Cookie:
    """The provider's cookie."""
    found = browser.cookies.find("efp_sid")
    assert found is not None
    return found


def arrive(house: House, site: str = "soffi") -> Browser:
    """A browser that shows the sign-in page, on the way to a site."""
    browser = house.browser(site)
    browser.open("/accueil")
    assert browser.page.heading.startswith("Connexion à")
    return browser


def count(house: House, statement: object) -> int:
    """Count rows of the provider's database."""
    with house.provider.app_context(), db.auto_engine().connect() as connection:
        found: int = connection.execute(statement).scalar_one()  # type: ignore[call-overload]
    return found


def sessions(house: House) -> int:
    """How many browser sessions live at the provider."""
    rows = select(func.count()).select_from(BrowserSession)
    return count(house, rows.where(BrowserSession.ended_at.is_(None)))


def mails(house: House) -> int:
    """How many mails were left for the worker."""
    rows = select(func.count()).select_from(OutboxMessage)
    return count(house, rows.where(OutboxMessage.kind == "mail"))


def test_a_page_left_open_overnight(house: House) -> None:
    browser = arrive(house)
    house.clock.advance(hours=14)
    house.sign_in(browser, EMAIL)
    assert "Le code de sécurité n’est pas le bon" in browser.page.text  # codes live five minutes
    house.sign_in(browser, EMAIL)
    assert browser.page.url == f"{house.addresses.soffi}/accueil"


def test_a_bookmark_of_the_sign_in_page(house: House) -> None:
    bookmark = arrive(house).page.url
    house.clock.advance(days=40)
    browser = house.browser("soffi")
    browser.open(bookmark)
    house.sign_in(browser, EMAIL)
    # The service knows nothing of this sign-in any more: it begins its own, which needs no page.
    assert browser.page.heading == WELCOME


def test_the_address_that_brings_a_code_back_is_opened_again(house: House) -> None:
    browser = arrive(house)
    house.sign_in(browser, EMAIL)
    callback = next(hop.url for hop in browser.page.hops if "/connexion/retour" in hop.url)
    assert browser.open(callback).heading == WELCOME


def test_an_expired_session(house: House) -> None:
    browser = arrive(house)
    house.sign_in(browser, EMAIL)
    house.clock.advance(hours=13)
    assert browser.open("/accueil/habilitation").heading == "Connexion à SOFFi"
    house.sign_in(browser, EMAIL)
    assert browser.page.path == "/accueil/habilitation"


def test_a_code_used_already(house: House) -> None:
    browser = arrive(house)
    form = Form(house, browser)
    form.send(password="ce-n-est-pas-lui")  # noqa: S106
    again = form.send()
    assert again.status == 200
    assert "Le formulaire est parti deux fois" in again.text
    browser.open(form.address)
    house.sign_in(browser, EMAIL)
    assert browser.page.heading == WELCOME


def test_a_code_opens_no_second_account(house: House) -> None:
    form = Form(house, arrive(house))
    assert form.send().status == 303
    assert form.send(email="collaborateur@demo.test").status == 200
    assert sessions(house) == 1


def test_a_form_sent_twice_opens_one_session(house: House) -> None:
    form = Form(house, arrive(house))
    assert form.send().status == 303
    second = form.send()  # as if the browser had dropped the first answer
    assert second.status == 303
    assert (sessions(house), mails(house)) == (1, 1)
    assert form.browser.open(second.location).heading == WELCOME


def test_a_second_sending_needs_the_password_too(house: House) -> None:
    form = Form(house, arrive(house))
    assert form.send().status == 303
    assert form.send(password="ce-n-est-pas-lui").status == 200  # noqa: S106
    form.browser.cookies.put(form.cookie)
    assert form.browser.open("/accueil").heading == "Connexion à SOFFi"


def test_a_second_sending_while_the_first_is_under_way(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    form = Form(house, arrive(house))
    begun, answered = Event(), Event()
    verify = passwords.verify

    def wait(*given: str) -> bool:
        begun.set()
        assert answered.wait(10)
        return verify(*given)

    monkeypatch.setattr(passwords, "verify", wait)
    with ThreadPoolExecutor() as pool:
        first = pool.submit(form.send)
        assert begun.wait(10)
        second = form.send()
        answered.set()
        assert first.result().status == 303
    assert "Le formulaire est parti deux fois" in second.text
    assert form.browser.open("/accueil").heading == WELCOME
    assert (sessions(house), mails(house)) == (1, 1)


@pytest.fixture
def without_captcha(house: House) -> Iterator[House]:
    """The house, its provider asking for no code."""
    yield from restarted(house, captcha="off")


@pytest.fixture
def with_new_secret(house: House) -> Iterator[House]:
    """The house, whose provider will be told a new secret; the former one is still known."""
    with house.provider.app_context():
        former = settings.current().secret_key
    yield from restarted(house, secret_key="n" * 48, secret_key_fallbacks=(former,))


def restarted(house: House, **changes: object) -> Iterator[House]:
    """Prepare another provider on the same database; `put_in_place` starts it."""
    with house.provider.app_context():
        told = settings.current().model_copy(update=changes)
    application = create_app(told)
    house.clock.apply()
    house.applications["next"] = application
    yield house
    close_database(house.applications.pop("next"))


def put_in_place(house: House) -> None:
    """Let the other provider answer from now on."""
    house.sites["provider"].application = Prepared(house.applications["next"])


def test_two_sendings_at_once_without_code(
    without_captcha: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    house = without_captcha
    put_in_place(house)
    browser = arrive(house)
    page, cookie = browser.page, cookie_of(browser)
    address = f"{page.origin}{page.form()['action']}"
    fields = {"csrf_token": page.value_of("csrf_token"), "email": EMAIL, "password": PASSWORD}
    both, verify = Barrier(2), passwords.verify

    def meet(*given: str) -> bool:
        is_right = verify(*given)
        both.wait(10)
        return is_right

    monkeypatch.setattr(passwords, "verify", meet)
    body = urlencode(fields).encode()
    with ThreadPoolExecutor() as pool:
        sent = [pool.submit(browser.send, "POST", address, body) for _ in range(2)]
        assert [future.result().status for future in sent] == [303, 303]
    assert cookie_of(browser) != cookie
    assert (sessions(house), mails(house)) == (1, 1)


def test_the_secret_is_changed_in_mid_sign_in(with_new_secret: House) -> None:
    house = with_new_secret
    browser = arrive(house)
    put_in_place(house)
    house.sign_in(browser, EMAIL)
    assert browser.page.heading == WELCOME


def test_the_provider_restarts_in_mid_sign_in(without_captcha: House) -> None:
    # The page that was shown still asks for a code; the new provider does not read it.
    house = without_captcha
    browser = arrive(house)
    put_in_place(house)
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
    browser = arrive(house)
    for cookie in list(browser.cookies):
        if cookie.name.startswith("soffi"):
            browser.cookies.forget(cookie)
    house.sign_in(browser, EMAIL)
    assert browser.page.heading == "La connexion n’a pas pu se terminer"
    assert "Autorisez les cookies de ce site" in browser.page.text
    assert browser.follow("Me connecter").heading == WELCOME


@pytest.mark.parametrize("minutes", [-10, 10])
def test_a_service_whose_clock_is_wrong(house: House, minutes: int) -> None:
    service_clock.set_offset(timedelta(minutes=minutes))
    browser = arrive(house)
    house.sign_in(browser, EMAIL)
    assert browser.page.heading == "La connexion n’a pas pu être vérifiée"
    assert len(browser.page.hops) < 5
    service_clock.set_offset(timedelta())
    assert browser.follow("Me connecter").heading == WELCOME


@pytest.mark.parametrize("seconds", [-25, 25])
def test_a_service_whose_clock_is_nearly_right(house: House, seconds: int) -> None:
    service_clock.set_offset(timedelta(seconds=seconds))
    browser = arrive(house)
    house.sign_in(browser, EMAIL)
    assert browser.page.heading == WELCOME


def test_another_person_signs_in_where_somebody_is(house: House) -> None:
    browser = arrive(house)
    left_open = Form(house, browser, "collaborateur@demo.test")
    house.sign_in(browser, EMAIL)
    signed_in = cookie_of(browser)
    left_open.cookie = signed_in  # the browser has one cookie, whatever page the form is on
    refused = left_open.send()
    assert refused.status == 403  # not led on as the other person
    assert "Cette page n’était plus à jour" in refused.text
