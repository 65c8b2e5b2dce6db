"""The database of a relying party: an SQLite file of its own, or any SQLAlchemy address."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from threading import Lock
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, delete, event, text
from sqlalchemy.engine import make_url
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.schema import CreateIndex, CreateTable

from rp_kit.ground import clock, storage
from rp_kit.sessions import tables

#: How long a request waits for a connection of the pool.
_POOL_SECONDS = 5
#: For libpq, whose own patience has no end: seconds to connect, then milliseconds for a statement
#: and for an answer of the network; seconds between signs of life of a silent server.
_LIBPQ = {
    "connect_timeout": 2,
    "options": "-c statement_timeout=5000",
    "tcp_user_timeout": 5000,
    "keepalives_idle": 5,
    "keepalives_interval": 2,
    "keepalives_count": 2,
}
_PURGE_INTERVAL = timedelta(minutes=10)


class DatabaseDown(Exception):
    """The database of the sessions does not answer."""


class Database:
    """Two ways in: one statement by itself, or a transaction of several."""

    def __init__(self, url: str) -> None:
        self._engine = _open(url)
        # AUTOCOMMIT: a read that ends in ROLLBACK makes psycopg forget its prepared statements.
        self._auto = self._engine.execution_options(isolation_level="AUTOCOMMIT")
        self._purge_lock = Lock()
        self._purge_at: datetime | None = None
        with self.transaction() as connection:
            _create_tables(connection)

    @contextmanager
    def statement(self) -> Iterator[Connection]:
        """Give a connection where each statement commits by itself. Raises DatabaseDown."""
        try:
            with self._auto.connect() as connection:
                yield connection
        except SQLAlchemyError as error:
            raise DatabaseDown(type(error).__name__) from error

    @contextmanager
    def transaction(self) -> Iterator[Connection]:
        """Give a connection whose statements commit together. Raises DatabaseDown."""
        try:
            with self._engine.begin() as connection:
                yield connection
        except SQLAlchemyError as error:
            raise DatabaseDown(type(error).__name__) from error

    def close(self) -> None:
        """Close every connection; the next statement opens one again."""
        self._engine.dispose()

    def check(self) -> None:
        """Ask the database for a sign of life. Raises DatabaseDown."""
        with self.statement() as connection:
            connection.execute(text("SELECT 1"))

    def purge_now_and_then(self) -> None:
        """Delete what has expired, at most once in ten minutes. Raises DatabaseDown."""
        with self._purge_lock:
            now = clock.now()
            if self._purge_at is not None and now < self._purge_at:
                return
            self._purge_at = now + _PURGE_INTERVAL
        notices = tables.logout_notices
        with self.statement() as connection:
            for table in (tables.sign_ins, tables.sessions):
                connection.execute(delete(table).where(table.c.expires_at <= now))
            connection.execute(delete(notices).where(notices.c.forget_at <= now))


def _open(address: str) -> Engine:
    url = make_url(address)
    if url.get_backend_name() == "sqlite":
        return _open_sqlite(url)
    limits = _LIBPQ if url.get_driver_name().startswith("psycopg") else {}
    return create_engine(url, pool_pre_ping=True, pool_timeout=_POOL_SECONDS, connect_args=limits)


def _open_sqlite(url: URL) -> Engine:
    options = {}
    if url.database and url.database != ":memory:":
        # Absolute: the process may change its folder later.
        file = Path(url.database).absolute()
        file.parent.mkdir(parents=True, exist_ok=True)
        url = url.set(database=str(file))
        options["pool_timeout"] = _POOL_SECONDS
    engine = create_engine(url, **options)
    event.listen(engine, "connect", _set_pragmas)
    event.listen(engine, "begin", _begin)
    return engine


def _set_pragmas(connection: Any, _record: object) -> None:
    storage.set_sqlite_pragmas(connection, synchronous="NORMAL")


def _begin(connection: Connection) -> None:
    # A transaction that reads first and writes later fails with SQLITE_BUSY at once, without
    # waiting: ours take the writer's lock when they begin.
    if connection.get_execution_options().get("isolation_level") != "AUTOCOMMIT":
        connection.exec_driver_sql("BEGIN IMMEDIATE")


def _create_tables(connection: Connection) -> None:
    if connection.dialect.name == "postgresql":
        # Several processes start at once, and IF NOT EXISTS alone does not wait for the others.
        connection.execute(text("SELECT pg_advisory_xact_lock(hashtext('rp_kit'))"))
    for table in tables.metadata.sorted_tables:
        connection.execute(CreateTable(table, if_not_exists=True))
        for index in table.indexes:
            connection.execute(CreateIndex(index, if_not_exists=True))
