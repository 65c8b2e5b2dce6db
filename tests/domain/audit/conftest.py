"""A journal with a few events, and the powers of somebody who owns the database."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import Connection, text

from idp.domain import db
from idp.domain.actor import SYSTEM
from idp.domain.audit import record, sealing
from idp.domain.audit.models import EVENTS, SEALS
from tests.fixtures.domain import load_settings, opened_domain

Execute = Callable[[str], Any]


@pytest.fixture
def journal(blank_url: str) -> Iterator[Flask]:
    """An empty journal, and no other table."""
    with opened_domain(load_settings(blank_url)) as app:
        db.Base.metadata.create_all(db.db.engine, [EVENTS, SEALS])
        yield app


@pytest.fixture
def sealed(journal: Flask) -> Flask:
    """A journal of five events, sealed."""
    write(5)
    assert sealing.seal_new() == 5
    return journal


def write(count: int) -> None:
    """Write events in a transaction of their own."""
    with db.transaction() as connection:
        for number in range(count):
            record(connection, "test.happened", by=SYSTEM, data={"number": number})


@pytest.fixture
def tamper(journal: Flask) -> Execute:
    """Run SQL behind the triggers' back, as the owner of the database can."""

    def execute(statement: str) -> None:
        with _open_gate() as connection:
            connection.execute(text(statement))

    return execute


@contextmanager
def _open_gate() -> Iterator[Connection]:
    with db.transaction() as connection:
        if connection.dialect.name == "sqlite":
            names = "SELECT name FROM sqlite_master WHERE type = 'trigger'"
            for name in connection.execute(text(names)).scalars().all():
                connection.execute(text(f"DROP TRIGGER {name}"))
        else:
            for table in (EVENTS, SEALS):
                connection.execute(text(f"ALTER TABLE {table.name} DISABLE TRIGGER ALL"))
        yield connection
