"""How long a statement may take, and what must come before the transaction of a request."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import Connection, select, text

from idp.domain import db, schema
from idp.domain.accounts.passwords import hash_password, verify
from idp.domain.catalogue.models import DigitalService
from idp.domain.throttling.actions import reserve
from idp.domain.throttling.limits import Limit
from tests.fixtures.domain import load_settings, opened_domain

LIMITS = ("statement_timeout", "lock_timeout")


def limits_of(connection: Connection) -> list[str]:
    return [connection.execute(text(f"SHOW {name}")).scalar_one() for name in LIMITS]


@pytest.fixture
def on_postgresql(blank_postgresql_url: str) -> Iterator[Flask]:
    """The domain on an empty database that has limits."""
    with opened_domain(load_settings(blank_postgresql_url)) as app:
        yield app


@pytest.mark.usefixtures("on_postgresql")
def test_a_request_waits_for_no_statement_longer_than_for_its_answer() -> None:
    for engine in (db.engine(), db.auto_engine()):
        with engine.connect() as connection:
            assert limits_of(connection) == ["5s", "4s"]


@pytest.mark.usefixtures("on_postgresql")
def test_an_upgrade_takes_its_time_but_holds_up_no_request_for_a_lock(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    seen: list[str] = []
    monkeypatch.setattr(
        "alembic.command.upgrade",
        lambda config, _: seen.extend(limits_of(config.attributes["connection"])),
    )
    schema.upgrade()
    assert seen == ["0", "4s"]
    with db.engine().connect() as connection:
        assert limits_of(connection) == ["5s", "4s"]


@contextmanager
def begun_session() -> Iterator[None]:
    """The session of the request, as any read of it leaves it."""
    db.session.scalars(select(DigitalService)).all()
    yield
    db.session.rollback()


def write_apart() -> None:
    with db.transaction() as connection:
        connection.execute(text("SELECT 1"))


APART: dict[str, Callable[[], object]] = {
    "transaction": write_apart,
    "reserve": lambda: reserve([Limit("account", "a" * 64, 3, timedelta(minutes=5))]),
    "hash": lambda: hash_password("Vitrail-Ocean-2026!"),
    "verify": lambda: verify(None, "Vitrail-Ocean-2026!"),
}


@pytest.mark.parametrize("name", APART)
def test_what_waits_or_writes_apart_comes_before_the_transaction_of_the_request(
    domain: Flask, name: str
) -> None:
    APART[name]()
    with begun_session(), pytest.raises(RuntimeError, match="must come before it"):
        APART[name]()
    APART[name]()
