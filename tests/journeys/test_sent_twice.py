"""A form that a person sends twice counts once, and one button goes on."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from threading import Event

import pytest
from sqlalchemy import Select, func, select

from idp.domain import db
from idp.domain.accounts import passwords
from idp.domain.browser_sessions.models import BrowserSession
from idp.domain.outbox.models import OutboxMessage
from tests.fixtures.house import House
from tests.journeys.sign_in_form import EMAIL, WELCOME, Form, arrive, cookie_of

SENT_TWICE = "Le formulaire est parti deux fois"


def count(house: House, statement: Select[int]) -> int:
    """Count rows of the provider's database."""
    with house.provider.app_context(), db.auto_engine().connect() as connection:
        return connection.execute(statement).scalar_one()


def sessions(house: House) -> int:
    """How many browser sessions live at the provider."""
    rows = select(func.count()).select_from(BrowserSession)
    return count(house, rows.where(BrowserSession.ended_at.is_(None)))


def mails(house: House) -> int:
    """How many mails were left for the worker."""
    rows = select(func.count()).select_from(OutboxMessage)
    return count(house, rows.where(OutboxMessage.kind == "mail"))


def test_a_code_used_already(house: House) -> None:
    browser = arrive(house)
    form = Form(house, browser)
    form.send(password="ce-n-est-pas-lui")
    again = form.send()
    assert again.status == 200
    assert SENT_TWICE in again.text
    browser.open(form.address)
    house.sign_in(browser, EMAIL)
    assert browser.page.heading == WELCOME


@pytest.mark.parametrize("changes", [{}, {"password": "wrong"}, {"email": "colin@demo.test"}])
def test_a_second_sending_opens_nothing_whatever_it_says(
    house: House, changes: dict[str, str]
) -> None:
    form = Form(house, arrive(house))
    assert form.send().status == 303
    second = form.send(**changes)  # as if the browser had dropped the first answer
    assert SENT_TWICE in second.text
    assert "Set-Cookie" not in dict(second.headers)
    assert (sessions(house), mails(house)) == (1, 1)


def test_its_button_goes_on_where_the_first_answer_has_arrived(house: House) -> None:
    browser = arrive(house)
    form = Form(house, browser)
    form.send()
    kept = cookie_of(browser)
    assert SENT_TWICE in form.send().text
    browser.cookies.put(kept)
    assert browser.open(form.address).heading == WELCOME


def test_its_button_shows_the_form_where_the_first_answer_was_lost(house: House) -> None:
    form = Form(house, arrive(house))
    form.send()
    form.browser.cookies.put(form.cookie)
    assert form.browser.open(form.address).heading == "Connexion à SOFFi"
    house.sign_in(form.browser, EMAIL)
    assert form.browser.page.heading == WELCOME


@dataclass
class Check:
    """The check of a password: it has begun, and goes on until it may end."""

    begun: Event = field(default_factory=Event)
    may_end: Event = field(default_factory=Event)


@pytest.fixture
def check(monkeypatch: pytest.MonkeyPatch) -> Check:
    """The check of every password of the test."""
    check, verify = Check(), passwords.verify

    def wait(*given: str) -> bool:
        check.begun.set()
        assert check.may_end.wait(10)
        return verify(*given)

    monkeypatch.setattr(passwords, "verify", wait)
    return check


def test_a_second_sending_waits_for_nothing(house: House, check: Check) -> None:
    form = Form(house, arrive(house))
    with ThreadPoolExecutor() as pool:
        first = pool.submit(form.send)
        assert check.begun.wait(10)
        assert all(SENT_TWICE in form.send().text for _ in range(4))
        check.may_end.set()
        assert first.result().status == 303
    assert form.browser.open("/accueil").heading == WELCOME
    assert (sessions(house), mails(house)) == (1, 1)
