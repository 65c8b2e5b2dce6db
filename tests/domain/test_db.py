"""How long a statement may take, and what must come before the transaction of a request."""

from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import Connection, delete, select, text, update
from sqlalchemy.orm import Session

from idp.domain import audit, db, schema
from idp.domain.accounts.passwords import hash_password, verify
from idp.domain.actor import SYSTEM
from idp.domain.catalogue.models import DigitalService
from idp.domain.organisations.models import Company
from idp.domain.throttling import reserve
from idp.domain.throttling.limits import Limit
from idp.ground import clock
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
def test_a_request_that_has_only_read_may_wait_compute_and_write_apart(
    demo: Flask, name: str
) -> None:
    service = db.session.scalars(select(DigitalService)).first()
    assert service is not None
    assert db.session().in_transaction()
    APART[name]()
    assert not db.session().in_transaction()
    with db.transaction() as connection:
        connection.execute(update(DigitalService).values(label="meanwhile"))
    assert service.label == "meanwhile"  # what it had read is read again


def add(session: Session) -> None:
    session.add(Company(siren="900000084", label="UNE ENTREPRISE", created_at=clock.now()))


def write(session: Session) -> None:
    add(session)
    session.flush()


WRITES: dict[str, Callable[[Session], object]] = {
    "an entity to be written": add,
    "an entity written": write,
    "a statement": lambda session: session.execute(update(Company).values(label="x")),
    "one of a connection": lambda session: session.connection().execute(delete(Company)),
    "a text": lambda session: session.execute(text("UPDATE companies SET label = 'x'")),
    "a row of the journal": lambda session: audit.record(session, "essay.written", by=SYSTEM),
    "a lock": lambda session: session.scalars(select(Company).with_for_update()).all(),
}


@pytest.mark.parametrize("name", APART)
@pytest.mark.parametrize("write", WRITES)
def test_what_waits_or_writes_apart_comes_before_the_first_change(
    domain: Flask, name: str, write: str
) -> None:
    db.session.scalars(select(Company)).all()
    WRITES[write](db.session())
    with pytest.raises(RuntimeError, match="must come before it"):
        APART[name]()
    db.session.rollback()
    APART[name]()
