"""Every event gets its seal, once, in one chain, whatever the order of the commits."""

import json
import logging
from concurrent.futures import ThreadPoolExecutor

import pytest
from flask import Flask
from sqlalchemy import insert, select

from idp.domain import db
from idp.domain.audit import sealing
from idp.domain.audit.models import EVENTS, SEALS
from idp.domain.audit.verification import verify
from idp.ground import clock
from tests.fixtures.journal import write


def commit_event(number: int) -> None:
    """Commit an event under an id that was taken long before."""
    row = {
        "id": number,
        "occurred_at": clock.now(),
        "event": "test.late",
        "result": "ok",
        "actor_kind": "system",
        "data": "{}",
    }
    with db.transaction() as connection:
        connection.execute(insert(EVENTS), row)


def sealed_ids() -> list[int]:
    with db.auto_engine().connect() as connection:
        return list(connection.execute(select(SEALS.c.event_id).order_by(SEALS.c.seq)).scalars())


def test_sealing_again_finds_nothing_to_do_and_takes_no_writers_lock(
    sealed: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(db, "transaction", lambda: pytest.fail("a transaction began"))
    assert sealing.seal_new() == 0
    assert sealed_ids() == [1, 2, 3, 4, 5]


def test_an_event_that_commits_late_is_sealed_after_its_successors(journal: Flask) -> None:
    for number in (10, 12, 11):
        commit_event(number)
        sealing.seal_new()
    assert sealed_ids() == [10, 12, 11]
    assert verify().fault is None


def test_the_thorough_pass_finds_what_the_quick_one_no_longer_looks_at_up_to_its_own_bound(
    journal: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sealing, "LATE_IDS", 5)
    monkeypatch.setattr(sealing, "VERY_LATE_IDS", 8)
    for number in (10, 4, 1):
        commit_event(number)
        sealing.seal_new()
    assert sealed_ids() == [10]
    assert sealing.seal_late() == 1
    assert sealing.seal_late() == 0
    assert sealed_ids() == [10, 4]


def test_more_events_than_a_batch_are_sealed_in_one_go(
    journal: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sealing, "BATCH", 4)
    write(10)
    assert sealing.seal_new() == 10
    assert verify().events == 10


def test_each_sealed_event_leaves_as_one_line_of_json(
    journal: Flask, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO, "efp.audit")
    write(2)
    sealing.seal_new()
    sealing.seal_new()
    lines = [json.loads(record.getMessage()) for record in caplog.records]
    assert [line["event"]["id"] for line in lines] == [1, 2]
    assert lines[-1]["seal"] == verify().checkpoint


@pytest.mark.parametrize(
    "events", [20, pytest.param(2000, marks=pytest.mark.long)], ids=["few", "many"]
)
def test_writers_and_sealers_at_once_keep_one_chain(journal: Flask, events: int) -> None:
    def write_all(_: int) -> None:
        with journal.app_context():
            for _number in range(events):
                write(1)

    def seal_some(_: int) -> None:
        with journal.app_context():
            for _number in range(20):
                sealing.seal_new()

    # As many as the process has connections: the pool is not fair to who waits for one.
    with ThreadPoolExecutor(5) as threads:
        writers = [threads.submit(write_all, number) for number in range(3)]
        sealers = [threads.submit(seal_some, number) for number in range(2)]
        for task in writers + sealers:
            task.result()
    sealing.seal_new()
    verdict = verify()
    assert verdict.fault is None
    assert verdict.events == 3 * events
