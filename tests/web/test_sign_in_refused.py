"""What the sign-in page says no to, and that it never says why an account stays closed."""

import re

import pytest
from flask import Flask
from sqlalchemy import update

from idp.demo.people import PASSWORD
from idp.domain import db
from idp.domain.accounts import passwords
from idp.domain.accounts.models import Account
from idp.ground.errors import Unavailable
from tests.fixtures.browser import Page
from tests.fixtures.clocks import MovedClock
from tests.web.conftest import CLIENT, EMAIL, Person

WRONG = "L’identifiant ou le mot de passe est incorrect."
WRONG_CODE = "Le code de sécurité n’est pas le bon"


@pytest.fixture
def disabled(provider: Flask) -> str:
    """The address of a disabled account."""
    email = "collaborateur@demo.test"
    with provider.app_context(), db.transaction() as connection:
        connection.execute(update(Account).where(Account.email == email).values(is_active=False))
    return email


def masked(page: Page, email: str) -> str:
    """The page without what differs from one request to the next."""
    text = page.answer.text.replace(email, "EMAIL")
    names = r'name="captchetat-uuid" value="[^"]+"|src="(data:|/simple-captcha-endpoint)[^"]+"'
    return re.sub(names, "", text)


def test_nobody_can_tell_why_an_account_stays_closed(
    person: Person, disabled: str, hashes: list[str]
) -> None:
    person.arrive()
    seen = []
    for email, password in (
        (EMAIL, "wrong"),
        ("nobody@demo.test", "wrong"),
        ("ancien@demo.test", PASSWORD),
        (disabled, PASSWORD),
        (EMAIL, "x" * 200),
        (EMAIL + "x" * 400, "wrong"),
    ):
        hashes.clear()
        page = person.fill(email=email, password=password)
        assert WRONG in page.text
        assert len(hashes) == 1
        seen.append((page.status, page.answer.header("Set-Cookie"), masked(page, email)))
    assert len(set(seen)) == 1


def test_the_password_is_never_shown_again(person: Person) -> None:
    person.arrive()
    page = person.fill(password="Secret-Tape-2026")
    assert page.value_of("email") == EMAIL
    assert "Secret-Tape-2026" not in page.answer.text


def test_a_wrong_code_stops_before_the_password(person: Person, hashes: list[str]) -> None:
    person.arrive()
    right = person.fill(captcha="XXXXXX")
    wrong = person.fill(captcha="XXXXXX", password="wrong")
    assert WRONG_CODE in right.text
    assert masked(right, EMAIL) == masked(wrong, EMAIL)
    assert hashes == []
    assert person.fill().origin == CLIENT


def test_a_code_is_good_once(person: Person) -> None:
    person.arrive()
    used = person.fields()
    person.fill(password="wrong")
    answer = person.send(used)
    assert answer.status == 200
    assert "Le formulaire est parti deux fois" in answer.text


@pytest.mark.parametrize(
    ("missing", "sentence"),
    [
        ("captcha", "Recopiez le code de sécurité affiché dans l’image."),
        ("password", "Saisissez votre mot de passe."),
        ("email", "Saisissez votre identifiant, c’est-à-dire votre e-mail professionnel."),
    ],
)
def test_each_field_is_needed(
    person: Person, hashes: list[str], missing: str, sentence: str
) -> None:
    person.arrive()
    page = person.fill(**{missing: ""})
    assert sentence in page.text
    assert page.title.startswith("Erreur")
    fields = person.fields()
    del fields[missing]
    assert sentence in person.send(fields).text
    assert hashes == []


def test_a_code_without_its_name_is_refused(person: Person, hashes: list[str]) -> None:
    person.arrive()
    fields = person.fields()
    del fields["captchetat-uuid"]
    assert WRONG_CODE in person.send(fields).text
    assert hashes == []


def test_too_many_failures_end_in_a_pause(person: Person, clock: MovedClock) -> None:
    person.arrive()
    for _ in range(10):
        person.fill(password="wrong")
    page = person.fill()
    assert page.status == 429
    assert 0 < int(page.answer.header("Retry-After")) <= 300
    assert "Par sécurité, réessayez dans 5 minutes." in page.text
    assert page.value_of("email") == EMAIL
    clock.advance(minutes=5, seconds=1)
    person.arrive()
    assert person.fill().origin == CLIENT


def test_forged_headers_do_not_help(person: Person) -> None:
    statuses = []
    for number in range(11):
        person.browser.cookies.clear()
        person.arrive()
        headers = {"X-Forwarded-For": f"192.0.2.{number}", "User-Agent": str(number)}
        statuses.append(person.send(person.fields() | {"password": "wrong"}, headers).status)
    assert statuses == [200] * 10 + [429]


def test_when_too_many_sign_in_the_form_keeps_what_was_typed(
    person: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> bool:
        raise Unavailable(retry_after=5)

    person.arrive()
    with monkeypatch.context() as patch:
        patch.setattr(passwords, "verify", refuse)
        page = person.fill()
    assert page.status == 503
    assert page.answer.header("Retry-After") == "5"
    assert page.value_of("email") == EMAIL
    assert person.fill().origin == CLIENT
