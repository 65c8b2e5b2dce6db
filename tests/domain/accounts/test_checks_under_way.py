"""A check of a password holds a place under its limits while it is done, and not longer."""

from collections.abc import Callable

import pytest
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.exc import OperationalError

from idp.domain import db
from idp.domain.accounts import actions
from idp.domain.accounts.actions import authenticate
from idp.domain.accounts.errors import WrongCredentials
from idp.domain.actor import Actor
from idp.domain.throttling.models import ThrottleCounter
from tests.domain.accounts.conftest import PASSWORD, MakeAccount

EMAIL = "Ana.Dupont@demo.test"
SOMEBODY = Actor("anonymous", address="192.0.2.1")


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
        broken.setattr(actions, "find_credentials", break_off)
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
    monkeypatch.setattr(actions, "tell_if_paused", break_off)
    with pytest.raises(OperationalError):
        authenticate(EMAIL, "wrong", by=SOMEBODY)
    assert under_way() == len(("account", "everywhere", "address"))
