"""The mail that tells the holder of an account that its sign-in is paused."""

from typing import Any

import pytest
from flask import Flask

from idp.domain import db
from idp.domain.actor import Actor
from idp.domain.known_browsers.actions import recognise
from idp.domain.sign_in.actions import authenticate
from idp.domain.sign_in.errors import WrongCredentials
from idp.domain.throttling.errors import Throttled
from tests.domain.sign_in.conftest import MakeAccount, mails
from tests.fixtures.clocks import MovedClock

EMAIL = "Ana.Dupont@demo.test"

STRANGER = Actor("anonymous", address="192.0.2.1")


def fail(times: int, email: str = EMAIL, *, token: str | None = None) -> None:
    """Fail to sign in, from one address."""
    for _ in range(times):
        with pytest.raises(WrongCredentials):
            authenticate(email, "wrong", by=STRANGER, browser_token=token)


def to_next_hour(clock: MovedClock) -> None:
    """Let the next hour begin, so that what follows happens within one."""
    clock.advance(seconds=3600 - clock.now().timestamp() % 3600)


def test_the_holder_is_told_when_the_limit_is_reached(make_account: MakeAccount) -> None:
    make_account()
    fail(9)
    assert mails() == []
    fail(1)
    [mail] = mails()
    assert (mail["template"], mail["to"]) == ("sign_in_paused", EMAIL)
    assert mail["parameters"]["name"] == "Ana Dupont"
    assert (mail["parameters"]["failures"], mail["parameters"]["pause_seconds"]) == (10, 300)


def test_the_holder_is_told_once_an_hour_at_most(
    make_account: MakeAccount, clock: MovedClock
) -> None:
    make_account()
    to_next_hour(clock)
    for _ in range(3):
        fail(10)
        with pytest.raises(Throttled):
            authenticate(EMAIL, "wrong", by=STRANGER)
        clock.advance(minutes=6)
    assert len(mails()) == 1
    to_next_hour(clock)
    fail(10)
    assert len(mails()) == 2


def test_each_holder_is_told(make_account: MakeAccount) -> None:
    make_account()
    make_account("bob@demo.test")
    fail(10)
    fail(10, "bob@demo.test")
    assert [mail["to"] for mail in mails()] == [EMAIL, "bob@demo.test"]


def test_a_known_browser_is_told_of_the_other_ones(make_account: MakeAccount) -> None:
    account_id = make_account()
    with db.transaction() as connection:
        token = recognise(connection, account_id, None, None)
    fail(10, token=token)
    [mail] = mails()
    assert mail["parameters"]["is_known_browser"] is True


@pytest.mark.parametrize("changes", [{"is_active": False}, {"kind": "agent"}])
def test_nobody_is_told_of_an_account_without_use(
    make_account: MakeAccount, changes: dict[str, Any]
) -> None:
    make_account(**changes)
    fail(10)
    assert mails() == []


def test_nobody_is_told_of_an_address_without_account(domain: Flask) -> None:
    fail(10)
    assert mails() == []


def test_failures_from_one_network_address_tell_nobody(make_account: MakeAccount) -> None:
    make_account()
    for number in range(60):
        with pytest.raises(WrongCredentials):
            authenticate(
                f"somebody{number}@demo.test", "wrong", by=Actor("anonymous", address="::1")
            )
    with pytest.raises(Throttled):
        authenticate(EMAIL, "wrong", by=Actor("anonymous", address="::1"))
    assert mails() == []
