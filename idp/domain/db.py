"""The database: two binds on it, and how transactions begin.

`default` carries transactions; `auto` is in AUTOCOMMIT, for hot reads and one-statement writes:
a read that ends in ROLLBACK makes psycopg forget its prepared statements.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime
from typing import Annotated, Any, ClassVar

from flask import Flask
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import (
    BigInteger,
    Connection,
    DateTime,
    Dialect,
    Engine,
    Integer,
    MetaData,
    TypeDecorator,
    event,
)
from sqlalchemy.exc import InterfaceError, InternalError, OperationalError
from sqlalchemy.exc import TimeoutError as NoFreeConnection
from sqlalchemy.orm import DeclarativeBase, Session, mapped_column, scoped_session

#: What writes may run in: the request's session, or a connection of its own transaction.
Executor = Session | scoped_session[Any] | Connection
#: The database is away, locked, full or read-only. Its other errors are faults of ours.
AWAY = (OperationalError, InterfaceError, InternalError, NoFreeConnection)

SQLITE_BUSY_MS = 5000
#: As many connections of a bind as the threads of the busiest process, the worker.
POOL_SIZE = 5
#: How long a request may wait for the database before it is answered by a 503.
WAIT_SECONDS = 5
#: How long a statement of a program may take, for which no request waits. The lease of a job is
#: longer.
PROGRAM_SECONDS = 300


class Instant(TypeDecorator[datetime]):
    """An aware UTC instant; SQLite keeps it without its zone."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("an instant has a time zone")
        value = value.astimezone(UTC)
        return value.replace(tzinfo=None) if dialect.name == "sqlite" else value

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


#: SQLite only numbers rows by itself in a column of exactly the type INTEGER.
BigKey = BigInteger().with_variant(Integer, "sqlite")
Key = Annotated[int, mapped_column(BigKey, primary_key=True)]


class Base(DeclarativeBase):
    """Every table of the provider; the names of its constraints are stable for migrations."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(column_0_N_label)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    # Every whole number is wide: one that refers to a key is as wide as the key.
    type_annotation_map: ClassVar = {datetime: Instant(), int: BigKey}


db = SQLAlchemy()
_reading: ContextVar[bool] = ContextVar("reading", default=False)


def setup(app: Flask, database_url: str, *, statement_seconds: int = WAIT_SECONDS) -> None:
    """Open the two binds of `database_url` for this application.

    PostgreSQL ends a statement that takes longer than `statement_seconds`.
    """
    options: dict[str, Any] = {
        "pool_size": POOL_SIZE,
        "max_overflow": 0,
        "pool_recycle": 1800,
        "pool_timeout": WAIT_SECONDS,
    }
    if not database_url.startswith("sqlite"):
        options["connect_args"] = _postgresql_limits(statement_seconds)
    app.config["SQLALCHEMY_DATABASE_URI"] = database_url
    app.config["SQLALCHEMY_ENGINE_OPTIONS"] = options
    app.config["SQLALCHEMY_BINDS"] = {
        "auto": {"url": database_url, "isolation_level": "AUTOCOMMIT", **options}
    }
    db.init_app(app)
    if database_url.startswith("sqlite"):
        with app.app_context():
            _prepare_sqlite(db.engine, db.engines["auto"])


def _postgresql_limits(statement_seconds: int) -> dict[str, Any]:
    limits = f"-c statement_timeout={statement_seconds}s -c lock_timeout={WAIT_SECONDS - 1}s"
    return {
        "connect_timeout": 2,
        "tcp_user_timeout": WAIT_SECONDS * 1000,
        "keepalives_idle": WAIT_SECONDS,
        "options": limits,
    }


def auto_engine() -> Engine:
    """The AUTOCOMMIT engine: each statement is its own transaction."""
    return db.engines["auto"]


@contextmanager
def transaction() -> Iterator[Connection]:
    """A short transaction of its own, for what must hold whatever happens to the request.

    Raises RuntimeError as `refuse_begun_session` does.
    """
    refuse_begun_session()
    with db.engine.begin() as connection:
        yield connection


def refuse_begun_session() -> None:
    """Raise RuntimeError if the transaction of the request has begun.

    What waits, computes or writes apart comes before it: on SQLite, which has one writer at a
    time, it would wait for itself, and it would hold all others up.
    """
    if db.session.registry.has() and db.session().in_transaction():
        raise RuntimeError("the transaction of the request has begun: this must come before it")


def set_reading(is_reading: bool) -> None:
    """Say whether the transactions that this thread begins only read.

    On SQLite those do not take the writer's lock.
    """
    _reading.set(is_reading)


def _prepare_sqlite(default: Engine, auto: Engine) -> None:
    for engine in (default, auto):
        event.listen(engine, "connect", _set_pragmas)
    event.listen(default, "begin", _begin)


def _set_pragmas(connection: Any, _record: object) -> None:
    # None: the driver begins nothing by itself, `_begin` says how (sqlite3 would begin late).
    connection.isolation_level = None
    for pragma in (
        f"busy_timeout = {SQLITE_BUSY_MS}",
        "journal_mode = WAL",
        "synchronous = FULL",
        "foreign_keys = ON",
    ):
        connection.execute(f"PRAGMA {pragma}").close()


def _begin(connection: Connection) -> None:
    # A transaction that reads first and writes later can fail with SQLITE_BUSY at once, without
    # waiting: one that may write takes the lock when it begins.
    connection.exec_driver_sql("BEGIN" if _reading.get() else "BEGIN IMMEDIATE")
