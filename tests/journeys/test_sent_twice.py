"""A form that a person sends twice counts once: one session, one mail, and the way goes on."""

from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass, field
from itertools import islice
from threading import Barrier, Event
from urllib.parse import urlencode

import pytest
from sqlalchemy import Select, func, select

from idp.demo.people import PASSWORD
from idp.domain import db
from idp.domain.accounts import passwords
from idp.domain.browser_sessions.models import BrowserSession
from idp.domain.outbox.models import OutboxMessage
from idp.web.sign_in import sent_twice
from tests.fixtures.house import House
from tests.journeys.restarts import restarted
from tests.journeys.sign_in_form import EMAIL, WELCOME, Form, arrive


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
    assert form.send(password="ce-n-est-pas-lui").status == 200
    form.browser.cookies.put(form.cookie)
    assert form.browser.open("/accueil").heading == "Connexion à SOFFi"


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


def test_a_second_sending_while_the_first_is_under_way(house: House, check: Check) -> None:
    form = Form(house, arrive(house))
    with ThreadPoolExecutor() as pool:
        first = pool.submit(form.send)
        assert check.begun.wait(10)
        second = pool.submit(form.send)
        check.may_end.set()
        assert first.result().status == 303
        assert second.result().status == 303
    assert form.browser.open("/accueil").heading == WELCOME
    assert (sessions(house), mails(house)) == (1, 1)


def test_only_one_sending_waits_for_the_first(
    house: House, check: Check, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sent_twice, "POLLS", 400)  # longer than anybody waits below
    form = Form(house, arrive(house))
    with ThreadPoolExecutor() as pool:
        first = pool.submit(form.send)
        assert check.begun.wait(10)
        others = [pool.submit(form.send) for _ in range(4)]
        for turned_away in islice(as_completed(others, timeout=10), 3):
            assert "Le formulaire est parti deux fois" in turned_away.result().text
        check.may_end.set()
        assert first.result().status == 303
        assert sorted(other.result().status for other in others) == [200, 200, 200, 303]
    assert sessions(house) == 1


def test_two_sendings_at_once_without_code(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    both, verify = Barrier(2), passwords.verify

    def meet(*given: str) -> bool:
        is_right = verify(*given)
        both.wait(10)
        return is_right

    with restarted(house, captcha="off"):
        browser = arrive(house)
        page = browser.page
        address = f"{page.origin}{page.form()['action']}"
        fields = {"csrf_token": page.value_of("csrf_token"), "email": EMAIL, "password": PASSWORD}
        monkeypatch.setattr(passwords, "verify", meet)
        body = urlencode(fields).encode()
        with ThreadPoolExecutor() as pool:
            sent = [pool.submit(browser.send, "POST", address, body) for _ in range(2)]
            assert [future.result().status for future in sent] == [303, 303]
    assert (sessions(house), mails(house)) == (1, 1)
