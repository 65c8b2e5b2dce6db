"""What is over goes in batches, and nothing else goes."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import event, insert, select

from idp.domain import db, purging
from idp.domain.throttling.actions import purge_expired
from idp.domain.throttling.models import COUNTERS
from idp.ground import clock
from tests.fixtures.domain import load_settings, opened_domain


def fill(keys: list[str], *, ends_in: timedelta) -> None:
    ends_at = clock.now() + ends_in
    row = {"failures": 1, "window_ends_at": ends_at, "in_flight": 0, "in_flight_until": ends_at}
    with db.transaction() as connection:
        # A table whose key has two columns.
        rows = [{"scope": "account", "key": key, **row} for key in keys]
        connection.execute(insert(COUNTERS), rows)


def count_left() -> int:
    return db.session.query(COUNTERS).count()


@pytest.mark.parametrize("old", [3, 4, 9])
def test_all_that_is_over_goes_a_few_rows_at_a_time(
    domain: Flask, monkeypatch: pytest.MonkeyPatch, old: int
) -> None:
    monkeypatch.setattr(purging, "BATCH", 4)
    fill([f"old {number}" for number in range(old)], ends_in=-timedelta(hours=1))
    fill(["new"], ends_in=timedelta(hours=1))
    counts: list[int] = []
    event.listen(
        db.auto_engine(), "after_cursor_execute", lambda *args: counts.append(args[1].rowcount)
    )
    assert purge_expired() == sum(counts) == old
    assert max(counts) <= 4
    assert count_left() == 1


@pytest.fixture
def on_postgresql(blank_postgresql_url: str) -> Iterator[Flask]:
    """The counters in a database in which several write at once."""
    with opened_domain(load_settings(blank_postgresql_url)) as app:
        db.Base.metadata.create_all(db.engine(), [COUNTERS])
        yield app


def test_a_row_that_somebody_holds_stays_and_nobody_waits(on_postgresql: Flask) -> None:
    fill(["held", "old"], ends_in=-timedelta(hours=1))

    def purge() -> int:
        with on_postgresql.app_context():
            return purge_expired()

    with ThreadPoolExecutor(1) as thread, db.transaction() as connection:
        held = select(COUNTERS.c.key).where(COUNTERS.c.key == "held").with_for_update()
        assert connection.execute(held).one()
        assert thread.submit(purge).result(timeout=60) == 1
    assert count_left() == 1
