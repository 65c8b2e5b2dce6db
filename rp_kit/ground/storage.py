"""What every database of ours is used with: instants in UTC, and SQLite in WAL."""

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import DateTime, Dialect, TypeDecorator

SQLITE_BUSY_MS = 5000


class Instant(TypeDecorator[datetime]):
    """An aware UTC instant; SQLite keeps it without its zone."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """What the database is given. Raises ValueError for an instant without a zone."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("an instant has a time zone")
        value = value.astimezone(UTC)
        return value.replace(tzinfo=None) if dialect.name == "sqlite" else value

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """What the database gives."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


def set_sqlite_pragmas(connection: Any, **pragmas: str) -> None:
    """Prepare a new connection of the `sqlite3` driver; `pragmas` are those of one database."""
    given = {"busy_timeout": SQLITE_BUSY_MS, "journal_mode": "WAL", **pragmas}
    for name, value in given.items():
        connection.execute(f"PRAGMA {name} = {value}").close()
