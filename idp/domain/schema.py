"""The shape of the database: bringing it up to date, and telling whether it is."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from typing import TYPE_CHECKING

from sqlalchemy import Connection, text

from idp import settings
from idp.domain import db

if TYPE_CHECKING:
    from alembic.config import Config

MIGRATIONS = settings.ROOT / "migrations"
#: Any number, always the same: two upgrades at once take turns on PostgreSQL.
_LOCK = 502_417_930
_REVISION = text("SELECT version_num FROM alembic_version")


def upgrade(revision: str = "head") -> None:
    """Apply the migrations that are missing up to a revision, all in one transaction."""
    from alembic import command  # here: a server process has no use for its 12 MiB

    with _alone() as connection:
        command.upgrade(_config(connection), revision)


def new_revision(message: str) -> None:
    """Write a migration from the database, up to date until now, to the models."""
    from alembic import command

    with _alone() as connection:
        number = f"{int(head() or 0) + 1:04}"
        command.revision(_config(connection), message, autogenerate=True, rev_id=number)


def is_up_to_date() -> bool:
    """Whether the database has every migration of this program.

    Raises sqlalchemy.exc.DBAPIError when it cannot be read, or was never migrated.
    """
    with db.auto_engine().connect() as connection:
        return connection.execute(_REVISION).scalar() == head()


@lru_cache(maxsize=1)
def head() -> str | None:
    """The last migration, by the numbers of their files; None before there is any."""
    numbers = (file.name[:4] for file in (MIGRATIONS / "versions").glob("[0-9]*.py"))
    return max(numbers, default=None)


def _config(connection: Connection) -> "Config":
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.attributes["connection"] = connection
    return config


def _take_turn(connection: Connection) -> None:
    # An upgrade takes the time it takes, and waits for that of another. But the lock of a table
    # has its limit: requests queue up behind whoever waits for one.
    connection.execute(text("SET LOCAL statement_timeout = 0"))
    connection.execute(text("SET LOCAL lock_timeout = 0"))
    connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})
    connection.execute(text("SET LOCAL lock_timeout TO DEFAULT"))


@contextmanager
def _alone() -> Iterator[Connection]:
    with db.engine().connect() as connection:
        if connection.dialect.name != "sqlite":
            with connection.begin():
                _take_turn(connection)
                yield connection
            return
        # Alembic changes a table by putting another in its place, which must not look like
        # deleting the rows that others refer to. A transaction that has begun ignores this.
        pragmas = connection.connection.cursor()
        pragmas.execute("PRAGMA foreign_keys = OFF")
        try:
            with connection.begin():
                yield connection
        finally:
            pragmas.execute("PRAGMA foreign_keys = ON")
