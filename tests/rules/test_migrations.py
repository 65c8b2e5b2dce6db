"""The migrations make the tables that the models describe, on both databases."""

from collections.abc import Iterator

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, inspect
from sqlalchemy.exc import DBAPIError

from idp.domain import db, models, schema
from tests.fixtures.domain import load_settings, opened_domain


def tables_and_revision(connection: Connection) -> tuple[list[str], str | None]:
    """What a second upgrade must not change."""
    revision = MigrationContext.configure(connection).get_current_revision()
    return sorted(inspect(connection).get_table_names()), revision


@pytest.mark.usefixtures("domain")
def test_migrations_equal_models() -> None:
    with db.engine().connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, models.metadata) == []


@pytest.mark.usefixtures("domain")
def test_upgrading_again_changes_nothing() -> None:
    with db.engine().connect() as connection:
        before = tables_and_revision(connection)
    schema.upgrade()
    with db.engine().connect() as connection:
        assert tables_and_revision(connection) == before
    assert before[1] == schema.head()


@pytest.fixture
def blank(blank_url: str) -> Iterator[None]:
    """The domain on a database without any table."""
    with opened_domain(load_settings(blank_url)):
        yield


@pytest.mark.usefixtures("blank")
def test_a_database_that_was_never_migrated_is_told_apart() -> None:
    with pytest.raises(DBAPIError):
        schema.is_up_to_date()
    schema.upgrade()
    assert schema.is_up_to_date()


def test_there_is_one_head() -> None:
    assert len(ScriptDirectory(str(schema.MIGRATIONS)).get_heads()) == 1
