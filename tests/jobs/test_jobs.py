"""A periodic job runs once a period, in one process at a time, and harms no other by failing."""

import importlib
import pkgutil
from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import text

import idp.domain
from idp import jobs
from idp.domain import db
from idp.domain.leases import actions as leases
from idp.domain.leases import queries
from idp.jobs import Job, purge
from tests.fixtures.clocks import MovedClock

HOUR = timedelta(hours=1)


class Counter:
    """A job that counts its runs."""

    def __init__(self) -> None:
        self.runs = 0
        self.meanwhile: Callable[[], object] = lambda: None

    def __call__(self) -> int:
        self.runs += 1
        self.meanwhile()
        return 0


@pytest.fixture
def counter(monkeypatch: pytest.MonkeyPatch) -> Counter:
    """The only job there is, every hour."""
    counter = Counter()
    monkeypatch.setattr(jobs, "JOBS", {"count": Job(counter, HOUR)})
    return counter


def test_a_job_runs_once_a_period(domain: Flask, counter: Counter, clock: MovedClock) -> None:
    assert jobs.run_due("one")
    assert not jobs.run_due("one")
    assert not jobs.run_due("two")
    clock.advance(minutes=59)
    assert not jobs.run_due("two")
    clock.advance(minutes=1)
    assert jobs.run_due("two")
    assert counter.runs == 2


def test_a_job_at_work_is_not_started_by_another_process(
    domain: Flask, counter: Counter, clock: MovedClock
) -> None:
    def try_another() -> None:
        counter.meanwhile = lambda: None
        assert not jobs.run_due("two")
        assert not leases.take("count", "two", timedelta())

    counter.meanwhile = try_another
    jobs.run_due("one")
    assert counter.runs == 1


def test_a_job_of_a_dead_process_is_taken_over(domain: Flask, clock: MovedClock) -> None:
    leases.list_due({"count": HOUR})
    assert leases.take("count", "dead", timedelta())
    clock.advance(minutes=9)
    assert not leases.take("count", "other", timedelta())
    clock.advance(minutes=1)
    assert leases.take("count", "other", timedelta())
    leases.give_back("count", "dead")
    [lease] = queries.list_leases()
    assert lease.holder == "other"


def test_a_job_that_fails_stops_no_other_and_runs_again(
    domain: Flask,
    counter: Counter,
    clock: MovedClock,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    def fail() -> int:
        raise OSError

    monkeypatch.setattr(jobs, "JOBS", {"break": Job(fail, HOUR), "count": Job(counter, HOUR)})
    assert jobs.run_due("one")
    assert counter.runs == 1
    assert "job break failed" in caplog.text
    clock.advance(hours=1)
    assert leases.list_due({"break": HOUR}) == ["break"]


def test_a_clock_that_was_moved_forward_and_back_stops_no_job(
    domain: Flask, counter: Counter, clock: MovedClock
) -> None:
    clock.advance(days=40)
    jobs.run_due("one")
    clock.advance(days=-40)
    jobs.run_due("one")
    assert counter.runs == 2


@pytest.mark.parametrize("name", sorted(jobs.JOBS))
def test_each_job_runs_on_an_installation_without_data(domain: Flask, name: str) -> None:
    first = jobs.run(name)
    assert first >= 0
    assert jobs.run(name) == 0


def test_a_purge_that_fails_stops_none_of_those_after_it(
    domain: Flask, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    done: list[str] = []

    def fail() -> int:
        db.session.execute(text("SELECT nothing FROM nowhere"))
        return 0

    def succeed() -> int:
        done.append("purged")
        return 1

    monkeypatch.setattr(purge, "PURGES", (fail, succeed))
    with pytest.raises(purge.PurgeFailed, match=__name__):
        jobs.run("purge")
    assert done == ["purged"]
    assert "nowhere" in caplog.text


def test_every_feature_that_can_purge_is_purged() -> None:
    modules = pkgutil.walk_packages(idp.domain.__path__, "idp.domain.")
    loaded = [importlib.import_module(module.name) for module in modules]
    offered = {
        module.purge_expired
        for module in loaded
        if getattr(module, "purge_expired", None) is not None
        and module.purge_expired.__module__ == module.__name__
    }
    assert offered == set(purge.PURGES)
