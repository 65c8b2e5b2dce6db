"""The database: two binds on it, and how transactions begin.

`default` carries transactions; `auto` is in AUTOCOMMIT, for hot reads and one-statement writes:
a read that ends in ROLLBACK makes psycopg forget its prepared statements.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime
from typing import Annotated, Any, ClassVar

from flask import Flask
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import BigInteger, Connection, Engine, Integer, MetaData, TextClause, event
from sqlalchemy.exc import InterfaceError, InternalError, OperationalError
from sqlalchemy.exc import TimeoutError as NoFreeConnection
from sqlalchemy.orm import DeclarativeBase, Session, mapped_column, scoped_session

from idp.ground import storage

#: What writes may run in: the request's session, or a connection of its own transaction.
Executor = Session | scoped_session[Any] | Connection
#: The database is away, locked, full or read-only. Its other errors are faults of ours.
AWAY = (OperationalError, InterfaceError, InternalError, NoFreeConnection)

#: As many connections of a bind as the threads of the busiest process, the worker.
POOL_SIZE = 5
#: How long a request may wait for the database before it is answered by a 503.
WAIT_SECONDS = 5
#: How long a statement of a program may take, for which no request waits. The lease of a job is
#: longer.
PROGRAM_SECONDS = 300

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
    type_annotation_map: ClassVar = {datetime: storage.Instant(), int: BigKey}


_flask = SQLAlchemy()
#: The session of the request, or of the command: its one business transaction.
session = _flask.session
_HAS_WRITTEN = "efp-has-written"
#: How the statements in words of our own begin that change nothing.
_READS = ("SELECT", "BEGIN")
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
    _flask.init_app(app)
    with app.app_context():
        event.listen(engine(), "begin", _forget_writes)
        event.listen(engine(), "after_cursor_execute", _note_writes)
        if database_url.startswith("sqlite"):
            _prepare_sqlite(engine(), auto_engine())


def _postgresql_limits(statement_seconds: int) -> dict[str, Any]:
    limits = f"-c statement_timeout={statement_seconds}s -c lock_timeout={WAIT_SECONDS - 1}s"
    return {
        "connect_timeout": 2,
        "tcp_user_timeout": WAIT_SECONDS * 1000,
        "keepalives_idle": WAIT_SECONDS,
        "options": limits,
    }


def engine() -> Engine:
    """The engine of transactions."""
    return _flask.engine


def auto_engine() -> Engine:
    """The AUTOCOMMIT engine: each statement is its own transaction."""
    return _flask.engines["auto"]


@contextmanager
def transaction() -> Iterator[Connection]:
    """A short transaction of its own, for what must hold whatever happens to the request.

    Raises RuntimeError as `stand_aside` does.
    """
    stand_aside()
    with engine().begin() as connection:
        yield connection


def stand_aside() -> None:
    """Leave the transaction of the request, which has only read: the next read begins another.

    What waits, computes or writes apart calls it first. On SQLite, which has one writer at a
    time, it would wait for itself, and everywhere it would hold all others up. Raises RuntimeError
    once the request has written, or holds a lock: that can neither wait nor be undone by half.
    """
    if not (session.registry.has() and session().in_transaction()):
        return
    # `info` holds the rows of the journal that wait for the commit.
    has_changes = any((session.new, session.dirty, session.deleted, session.info))
    if has_changes or session.connection().info.get(_HAS_WRITTEN):
        raise RuntimeError("the request has written already: this must come before it")
    session.rollback()


def roll_back() -> None:
    """Undo what the request has written, and forget what waits for its commit."""
    if session.registry.has():
        session.rollback()
        session().info.clear()


def set_reading(is_reading: bool) -> None:
    """Say whether the transactions that this thread begins only read.

    On SQLite those do not take the writer's lock.
    """
    _reading.set(is_reading)


def _forget_writes(connection: Connection) -> None:
    connection.info[_HAS_WRITTEN] = False


def _note_writes(
    connection: Connection, _cursor: Any, text: str, _values: Any, context: Any, _many: bool
) -> None:
    statement = context.invoked_statement
    if statement is None or isinstance(statement, TextClause):
        is_change = not text.lstrip().upper().startswith(_READS)
    else:
        is_locking = getattr(statement, "_for_update_arg", None) is not None
        is_change = is_locking or context.isinsert or context.isupdate or context.isdelete
    if is_change:
        connection.info[_HAS_WRITTEN] = True


def _prepare_sqlite(default: Engine, auto: Engine) -> None:
    for each in (default, auto):
        event.listen(each, "connect", _set_pragmas)
    event.listen(default, "begin", _begin)


def _set_pragmas(connection: Any, _record: object) -> None:
    # None: the driver begins nothing by itself, `_begin` says how (sqlite3 would begin late).
    connection.isolation_level = None
    storage.set_sqlite_pragmas(connection, synchronous="FULL", foreign_keys="ON")


def _begin(connection: Connection) -> None:
    # A transaction that reads first and writes later can fail with SQLITE_BUSY at once, without
    # waiting: one that may write takes the lock when it begins.
    connection.exec_driver_sql("BEGIN" if _reading.get() else "BEGIN IMMEDIATE")
