"""Counters: what is let through, what is refused, and for how long. On both databases."""

from datetime import timedelta

import pytest
from flask import Flask

from idp.domain import db
from idp.domain.throttling import actions, count_failure, give_back, reserve
from idp.domain.throttling.actions import purge_expired
from idp.domain.throttling.errors import Throttled
from idp.domain.throttling.limits import Limit
from idp.domain.throttling.models import ThrottleCounter
from tests.domain.at_once import run_at_once
from tests.fixtures.clocks import MovedClock

WINDOW = timedelta(minutes=5)
ACCOUNT = Limit("account", "a" * 64, 3, WINDOW)
ADDRESS = Limit("address", "b" * 64, 5, WINDOW)


@pytest.fixture(autouse=True)
def _domain(domain: Flask, clock: MovedClock) -> None:
    """Each test has a database and a clock of its own."""


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """A check waits for nobody."""
    monkeypatch.setattr(actions, "POLLS", 1)
    monkeypatch.setattr(actions, "POLL_SECONDS", 0)


def check(*limits: Limit, success: bool) -> None:
    reservation = reserve(limits)
    if success:
        give_back(reservation)
    else:
        with db.transaction() as connection:
            count_failure(connection, reservation)


def test_failures_are_let_through_up_to_the_limit() -> None:
    for _ in range(ACCOUNT.failures):
        check(ACCOUNT, success=False)
    with pytest.raises(Throttled) as refusal:
        reserve([ACCOUNT])
    assert 0 < refusal.value.retry_after <= WINDOW.total_seconds()
    assert refusal.value.data["scope"] == "account"


def test_the_window_begins_with_the_first_failure_and_ends(clock: MovedClock) -> None:
    check(ACCOUNT, success=False)
    clock.advance(minutes=4)
    check(ACCOUNT, success=False)
    check(ACCOUNT, success=False)
    with pytest.raises(Throttled) as refusal:
        reserve([ACCOUNT])
    assert refusal.value.retry_after <= 60
    clock.advance(minutes=1, seconds=1)
    check(ACCOUNT, success=False)
    check(ACCOUNT, success=False)


def test_success_is_not_counted() -> None:
    for _ in range(2 * ACCOUNT.failures):
        check(ACCOUNT, success=True)
    for _ in range(ACCOUNT.failures):
        check(ACCOUNT, success=False)
    with pytest.raises(Throttled):
        reserve([ACCOUNT])


def test_each_key_is_counted_apart() -> None:
    other = Limit("account", "c" * 64, 3, WINDOW)
    for _ in range(ACCOUNT.failures):
        check(ACCOUNT, success=False)
    check(other, success=True)


@pytest.mark.usefixtures("impatient")
def test_a_refusal_gives_back_what_it_had_reserved() -> None:
    for _ in range(ADDRESS.failures):
        check(ADDRESS, success=False)
    for _ in range(2 * ACCOUNT.failures):
        with pytest.raises(Throttled):
            reserve([ACCOUNT, ADDRESS])
    check(ACCOUNT, success=True)


@pytest.mark.usefixtures("impatient")
def test_checks_cut_short_give_their_place_back(clock: MovedClock) -> None:
    for _ in range(ACCOUNT.failures):
        reserve([ACCOUNT])
    with pytest.raises(Throttled) as refusal:
        reserve([ACCOUNT])
    assert refusal.value.retry_after <= 30
    clock.advance(seconds=31)
    check(ACCOUNT, success=True)


@pytest.mark.usefixtures("impatient")
def test_what_was_cut_short_is_forgotten_though_others_come(clock: MovedClock) -> None:
    for _ in range(ACCOUNT.failures - 1):
        reserve([ACCOUNT])  # and nothing after it: the process was killed
    for _ in range(4):
        check(ACCOUNT, success=True)
        clock.advance(seconds=9)
    for _ in range(ACCOUNT.failures):
        reserve([ACCOUNT])


def test_a_check_that_did_not_take_place_is_not_counted() -> None:
    for _ in range(2 * ACCOUNT.failures):
        give_back(reserve([ACCOUNT]))
    check(ACCOUNT, success=True)


def test_many_good_checks_at_once_all_pass(domain: Flask) -> None:
    run_at_once(domain, lambda: check(ACCOUNT, success=True), times=30)
    for _ in range(ACCOUNT.failures):
        check(ACCOUNT, success=False)


def test_of_many_bad_checks_at_once_no_more_than_the_limit_take_place(domain: Flask) -> None:
    took_place = run_at_once(
        domain, lambda: check(ACCOUNT, success=False), times=30, refusal=Throttled
    )
    assert len(took_place) == ACCOUNT.failures


def test_counters_that_count_nothing_are_purged(clock: MovedClock) -> None:
    check(ACCOUNT, success=False)
    check(ADDRESS, success=True)
    assert purge_expired() == 0
    clock.advance(seconds=31)
    assert purge_expired() == 1
    clock.advance(minutes=5)
    assert purge_expired() == 1
    assert db.session.query(ThrottleCounter).count() == 0
