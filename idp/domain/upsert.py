"""Inserting a row that may be there already, in one statement: each dialect has its own INSERT."""

from collections.abc import Callable, Mapping
from typing import Any

from sqlalchemy import Result
from sqlalchemy.dialects import postgresql, sqlite

from idp.domain import db


class Upsert:
    """A statement with `ON CONFLICT`, written once by `build` for the INSERT of any dialect."""

    def __init__(self, build: Callable[[Any], Any]) -> None:
        self._statements = {
            "postgresql": build(postgresql.insert),
            "sqlite": build(sqlite.insert),
        }

    def execute(self, executor: db.Executor, values: Mapping[str, Any]) -> Result[Any]:
        """Run it on the database of this application, with the values of its parameters."""
        return executor.execute(self._statements[db.engine().dialect.name], dict(values))
