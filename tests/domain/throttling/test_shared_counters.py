"""Counters in Redis: the same answers as in the database, which takes over when Redis is away."""

import secrets
from collections.abc import Iterator
from datetime import timedelta

import pytest
from flask import Flask

from idp.domain import db
from idp.domain.throttling import actions
from idp.domain.throttling.actions import Reservation, cancel, release, reserve
from idp.domain.throttling.counters import DatabaseCounters
from idp.domain.throttling.errors import Throttled
from idp.domain.throttling.limits import Limit
from idp.domain.throttling.shared_counters import SharedCounters
from tests.fixtures.clocks import MovedClock
from tests.fixtures.domain import load_settings, opened_domain
from tests.fixtures.programs import free_ports

WINDOW = timedelta(minutes=5)


@pytest.fixture
def limit() -> Limit:
    """A limit on an address that no other test has used."""
    return Limit("address", secrets.token_hex(32), 3, WINDOW)


@pytest.fixture
def shared_domain(database_url: str, redis_url: str, clock: MovedClock) -> Iterator[Flask]:
    """The domain with Redis."""
    with opened_domain(load_settings(database_url, EFP_REDIS_URL=redis_url)) as app:
        yield app


def check(limit: Limit, *, success: bool) -> Reservation:
    reservation = reserve([limit])
    with db.transaction() as connection:
        release(connection, reservation, success=success)
    return reservation


@pytest.mark.redis
@pytest.mark.usefixtures("shared_domain")
class TestWithRedis:
    def test_it_counts_failures_and_forgets_them(self, limit: Limit, clock: MovedClock) -> None:
        for _ in range(limit.failures):
            check(limit, success=True)
        for _ in range(limit.failures):
            reservation = check(limit, success=False)
        [(_, counters)] = reservation.held
        assert isinstance(counters, SharedCounters)
        with pytest.raises(Throttled) as refusal:
            reserve([limit])
        assert 0 < refusal.value.retry_after <= WINDOW.total_seconds()
        clock.advance(minutes=5, seconds=1)
        check(limit, success=True)

    def test_what_was_cut_short_is_forgotten_though_others_come(
        self, limit: Limit, clock: MovedClock
    ) -> None:
        for _ in range(limit.failures - 1):
            reserve([limit])  # and no release: the process was killed
        for _ in range(4):
            check(limit, success=True)
            clock.advance(seconds=9)
        for _ in range(limit.failures):
            reserve([limit])

    def test_checks_under_way_take_room_for_a_while(
        self, limit: Limit, clock: MovedClock, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(actions, "POLLS", 1)
        monkeypatch.setattr(actions, "POLL_SECONDS", 0)
        under_way = [reserve([limit]) for _ in range(limit.failures)]
        with pytest.raises(Throttled):
            reserve([limit])
        cancel(under_way[0])
        reserve([limit])
        with pytest.raises(Throttled):
            reserve([limit])
        clock.advance(seconds=31)
        check(limit, success=True)

    def test_an_account_is_counted_in_the_database(self) -> None:
        account = Limit("account", secrets.token_hex(32), 3, WINDOW)
        [(_, counters)] = check(account, success=True).held
        assert isinstance(counters, DatabaseCounters)


def test_without_redis_the_database_counts(
    database_url: str, limit: Limit, caplog: pytest.LogCaptureFixture
) -> None:
    [port] = free_ports(1)
    nowhere = f"redis://127.0.0.1:{port}/0"
    with opened_domain(load_settings(database_url, EFP_REDIS_URL=nowhere)):
        for _ in range(limit.failures):
            [(_, counters)] = check(limit, success=False).held
            assert isinstance(counters, DatabaseCounters)
        with pytest.raises(Throttled):
            reserve([limit])
    assert "counting in the database" in caplog.text


@pytest.mark.redis
def test_a_failure_counts_in_the_database_when_redis_goes_away_meanwhile(
    database_url: str, redis_url: str, limit: Limit
) -> None:
    [port] = free_ports(1)
    nowhere = f"redis://127.0.0.1:{port}/0"
    with opened_domain(load_settings(database_url, EFP_REDIS_URL=redis_url)):
        reservations = [reserve([limit]) for _ in range(limit.failures)]
    with opened_domain(load_settings(database_url, EFP_REDIS_URL=nowhere)):
        for reservation in reservations:
            held = tuple((each, SharedCounters(nowhere)) for each, _ in reservation.held)
            with db.transaction() as connection:
                release(connection, Reservation(held), success=False)
        with pytest.raises(Throttled):
            reserve([limit])
