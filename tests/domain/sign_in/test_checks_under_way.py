"""A check of a password holds a place under its limits while it is done, and not longer."""

from collections.abc import Callable
from threading import Event, get_ident
from typing import Any

import pytest
from flask import Flask
from passlib.context import CryptContext
from sqlalchemy import func, select
from sqlalchemy.exc import OperationalError

from idp import settings
from idp.demo.people import PASSWORD
from idp.domain import db
from idp.domain.actor import Actor
from idp.domain.sign_in import alerts
from idp.domain.sign_in.actions import authenticate
from idp.domain.sign_in.errors import WrongCredentials
from idp.domain.throttling import counters
from idp.domain.throttling.counters import Full
from idp.domain.throttling.limits import Limit
from idp.domain.throttling.models import ThrottleCounter
from tests.domain.at_once import run_at_once
from tests.domain.sign_in.conftest import MakeAccount

EMAIL = "Ana.Dupont@demo.test"
SOMEBODY = Actor("anonymous", address="192.0.2.1")
AT_ONCE = 30


@pytest.fixture
def under_way(domain: Flask) -> Callable[[], int]:
    """Tell how many places are taken."""

    def count() -> int:
        with db.auto_engine().connect() as connection:
            return connection.execute(select(func.sum(ThrottleCounter.in_flight))).scalar_one()

    return count


def test_a_sign_in_that_is_never_completed_takes_no_place(
    make_account: MakeAccount, under_way: Callable[[], int]
) -> None:
    make_account()
    authenticate(EMAIL, PASSWORD, by=SOMEBODY)
    assert under_way() == 0


def test_a_failure_takes_no_place(make_account: MakeAccount, under_way: Callable[[], int]) -> None:
    make_account()
    with pytest.raises(WrongCredentials):
        authenticate(EMAIL, "wrong", by=SOMEBODY)
    assert under_way() == 0


def break_off(*_: object) -> None:
    raise OperationalError("SELECT 1", {}, Exception("the server went away"))


def test_a_check_that_breaks_off_takes_no_place_and_is_not_counted(
    make_account: MakeAccount, under_way: Callable[[], int], monkeypatch: pytest.MonkeyPatch
) -> None:
    make_account()
    with monkeypatch.context() as broken:
        broken.setattr(CryptContext, "verify", break_off)
        with pytest.raises(OperationalError):
            authenticate(EMAIL, "wrong", by=SOMEBODY)
    assert under_way() == 0
    for _ in range(10):  # as many as may fail
        with pytest.raises(WrongCredentials):
            authenticate(EMAIL, "wrong", by=SOMEBODY)


def test_a_failure_that_cannot_be_counted_keeps_its_places(
    make_account: MakeAccount, under_way: Callable[[], int], monkeypatch: pytest.MonkeyPatch
) -> None:
    # Until they expire: who makes the database fail gains no try by it.
    make_account()
    monkeypatch.setattr(alerts, "tell_if_paused", break_off)
    with pytest.raises(OperationalError):
        authenticate(EMAIL, "wrong", by=SOMEBODY)
    assert under_way() == len(("account", "everywhere", "address"))


@pytest.fixture
def answers_once_the_others_wait(monkeypatch: pytest.MonkeyPatch) -> None:
    """No password is told right or wrong before all checks over the limit were told to wait."""
    told_to_wait: set[int] = set()
    all_others_wait = Event()
    why_full, verify = counters.why_full, CryptContext.verify

    def note_who_waits(limit: Limit) -> Full:
        full = why_full(limit)
        told_to_wait.add(get_ident())
        if len(told_to_wait) == AT_ONCE - settings.current().throttling.account_failures:
            all_others_wait.set()
        return full

    def verify_later(hasher: CryptContext, secret: bytes, known: str) -> Any:
        assert all_others_wait.wait(timeout=10)
        return verify(hasher, secret, known)

    monkeypatch.setattr(counters, "why_full", note_who_waits)
    monkeypatch.setattr(CryptContext, "verify", verify_later)


@pytest.mark.usefixtures("answers_once_the_others_wait")
def test_good_checks_over_the_limit_wait_for_each_other_and_pass(
    domain: Flask, make_account: MakeAccount
) -> None:
    account_id = make_account()

    def check() -> int:
        return authenticate(EMAIL, PASSWORD, by=SOMEBODY).account_id

    assert run_at_once(domain, check, times=AT_ONCE, threads=AT_ONCE) == [account_id] * AT_ONCE
