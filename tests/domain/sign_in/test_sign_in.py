"""Signing in: who may, what nobody can tell, and what is written of it."""

from typing import Any, NoReturn

import pytest
from flask import Flask
from passlib.context import CryptContext
from sqlalchemy import select, update

from idp.demo.people import PASSWORD
from idp.domain import db
from idp.domain.accounts import passwords
from idp.domain.accounts.models import Account
from idp.domain.actor import Actor
from idp.domain.sign_in.actions import Authentication, Visit, authenticate, enter
from idp.domain.sign_in.errors import WrongCredentials
from idp.domain.throttling.errors import Throttled
from idp.domain.tokens import random_token
from idp.ground.errors import Unavailable
from tests.domain.at_once import run_at_once
from tests.domain.sign_in.conftest import MakeAccount, mails
from tests.fixtures.clocks import MovedClock
from tests.fixtures.journal import events

SOMEBODY = Actor("anonymous", address="192.0.2.1", correlation_id="c")
EMAIL = "Ana.Dupont@demo.test"
FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:130.0) Gecko/20100101 Firefox/130.0"
#: Of other parameters than those of the settings.
OLD_HASH = CryptContext(["argon2"], argon2__memory_cost=64, argon2__rounds=2).hash(PASSWORD)


def sign_in(
    email: str = EMAIL, password: str = PASSWORD, *, token: str | None = None
) -> Authentication:
    return authenticate(email, password, by=SOMEBODY, browser_token=token)


def complete(signed_in: Authentication, token: str | None = None) -> str | None:
    visit = Visit(
        cookie=random_token(),
        replacing=None,
        browser_token=token,
        user_agent=FIREFOX,
        service_key="soffi",
        service_label="SOFFi",
    )
    entrance = enter(signed_in, visit, by=SOMEBODY)
    db.session.commit()
    return entrance.new_browser_token


def fail(times: int, *, token: str | None = None) -> None:
    for _ in range(times):
        with pytest.raises(WrongCredentials):
            sign_in(password="wrong", token=token)


def stored_hash() -> str | None:
    with db.auto_engine().connect() as connection:
        return connection.execute(select(Account.password_hash)).scalar_one()


def test_the_right_password_opens_the_account(make_account: MakeAccount) -> None:
    account_id = make_account()
    signed_in = sign_in()
    assert signed_in.account_id == account_id
    assert events("sign_in.%") == []  # nothing is written before the session begins
    complete(signed_in)
    [event] = events("sign_in.%")
    assert (event.event, event.actor_kind, event.actor_account_id, event.service) == (
        "sign_in.succeeded",
        "account",
        account_id,
        "soffi",
    )


@pytest.mark.parametrize("typed", ["ana.dupont@DEMO.test", f" {EMAIL} ", "ａna.dupont@demo.test"])
def test_an_address_is_the_same_however_it_is_typed(make_account: MakeAccount, typed: str) -> None:
    account_id = make_account()
    assert sign_in(typed).account_id == account_id


@pytest.mark.parametrize(
    ("changes", "password", "reason"),
    [
        ({}, "wrong", "wrong_password"),
        ({"is_active": False}, PASSWORD, "disabled"),
        ({"is_active": False}, "wrong", "wrong_password"),
        ({"password_hash": None}, PASSWORD, "must_reset"),
        ({"kind": "agent"}, PASSWORD, "agent"),
        ({"email_canonical": "other@demo.test"}, PASSWORD, "unknown"),
    ],
)
def test_every_refusal_is_the_same_but_in_the_journal(
    make_account: MakeAccount,
    changes: dict[str, Any],
    password: str,
    reason: str,
) -> None:
    account_id = make_account(**changes)
    with pytest.raises(WrongCredentials) as refusal:
        sign_in(password=password)
    assert refusal.value.data == {}
    [event] = events("sign_in.%")
    assert (event.event, event.result, event.reason) == ("sign_in.failed", "refused", reason)
    assert event.account_id == (None if reason == "unknown" else account_id)
    assert "demo.test" not in str(event)


def test_no_connection_is_held_while_hashing(
    make_account: MakeAccount, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_account()
    held: list[str] = []
    original = CryptContext.verify

    def spy(self: CryptContext, secret: bytes, known: str) -> Any:
        engines = (db.engine(), db.auto_engine())
        held.extend(engine.pool.status() for engine in engines if engine.pool.checkedout())  # type: ignore[attr-defined]
        return original(self, secret, known)

    monkeypatch.setattr(CryptContext, "verify", spy)
    sign_in()
    assert held == []


@pytest.mark.parametrize("email", [EMAIL, "unknown@demo.test"])
def test_failures_end_in_a_pause_whether_the_account_exists_or_not(
    make_account: MakeAccount, clock: MovedClock, email: str
) -> None:
    make_account()
    for typed in (email, email.upper(), f" {email}") * 4:
        with pytest.raises((WrongCredentials, Throttled)):
            sign_in(typed, "wrong")
    with pytest.raises(Throttled):
        sign_in(email)
    assert [event.event for event in events("sign_in.%")].count("sign_in.failed") == 10
    assert events("sign_in.%")[-1].event == "sign_in.throttled"
    clock.advance(minutes=5, seconds=1)
    with pytest.raises(WrongCredentials):
        sign_in(email, "wrong")


def test_one_address_is_slowed_down_whatever_the_accounts(domain: Flask) -> None:
    for number in range(60):
        with pytest.raises(WrongCredentials):
            sign_in(f"somebody{number}@demo.test", "wrong")
    with pytest.raises(Throttled) as refusal:
        sign_in("one-more@demo.test", "wrong")
    assert refusal.value.data["scope"] == "address"


def test_strangers_do_not_shut_the_owner_out(make_account: MakeAccount) -> None:
    account_id = make_account()
    token = complete(sign_in())
    fail(10)
    with pytest.raises(Throttled):
        sign_in()
    with pytest.raises(Throttled):
        sign_in(token="t" * 43)
    assert sign_in(token=token).account_id == account_id


def test_the_right_password_passes_from_elsewhere(make_account: MakeAccount) -> None:
    account_id = make_account()
    fail(10)
    with pytest.raises(Throttled):
        sign_in()
    elsewhere = Actor("anonymous", address="198.51.100.7")
    assert authenticate(EMAIL, PASSWORD, by=elsewhere).account_id == account_id


def test_many_strangers_together_are_slowed_down_until_an_hour_has_passed(
    make_account: MakeAccount, clock: MovedClock
) -> None:
    account_id = make_account()
    token = complete(sign_in())
    for number in range(500):
        stranger = Actor("anonymous", address=f"2001:db8:0:{number:x}::1")
        with pytest.raises(WrongCredentials):
            authenticate(EMAIL, "wrong", by=stranger)
    one_more = Actor("anonymous", address="198.51.100.7")
    with pytest.raises(Throttled) as refusal:
        authenticate(EMAIL, PASSWORD, by=one_more)
    assert refusal.value.data["scope"] == "everywhere"
    known = authenticate(EMAIL, PASSWORD, by=one_more, browser_token=token)
    assert known.account_id == account_id
    clock.advance(hours=1, seconds=1)
    assert authenticate(EMAIL, PASSWORD, by=one_more).account_id == account_id


def test_a_known_browser_is_counted_too(make_account: MakeAccount) -> None:
    make_account()
    token = complete(sign_in())
    fail(10, token=token)
    with pytest.raises(Throttled):
        sign_in(token=token)


def test_many_good_sign_ins_at_once_all_pass(domain: Flask, make_account: MakeAccount) -> None:
    make_account()

    assert len(set(run_at_once(domain, lambda: complete(sign_in()), times=30))) == 30


def test_a_hash_of_other_parameters_is_renewed(make_account: MakeAccount) -> None:
    make_account(password_hash=OLD_HASH)
    complete(sign_in())
    renewed = stored_hash()
    assert renewed != OLD_HASH
    complete(sign_in())
    assert stored_hash() == renewed


def test_a_hash_that_cannot_be_renewed_now_shuts_nobody_out(
    make_account: MakeAccount, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_: str) -> NoReturn:
        raise Unavailable(what="password_hashing")

    make_account(password_hash=OLD_HASH)
    monkeypatch.setattr(passwords, "hash_password", refuse)
    complete(sign_in())
    assert stored_hash() == OLD_HASH


def test_a_password_changed_meanwhile_is_not_put_back(make_account: MakeAccount) -> None:
    make_account(password_hash=OLD_HASH)
    signed_in = sign_in()
    db.session.execute(update(Account).values(password_hash="changed"))
    complete(signed_in)
    assert stored_hash() == "changed"


def test_a_new_browser_is_told_by_mail_once(make_account: MakeAccount) -> None:
    make_account()
    token = complete(sign_in())
    assert complete(sign_in(token=token), token) is None
    [mail] = mails()
    assert (mail["template"], mail["to"]) == ("new_browser_sign_in", EMAIL)
    assert mail["parameters"]["name"] == "Ana Dupont"
    assert (mail["parameters"]["browser"], mail["parameters"]["system"]) == ("Firefox", "Linux")
    assert mail["parameters"]["service"] == "SOFFi"
    assert complete(sign_in()) is not None
    assert len(mails()) == 2
