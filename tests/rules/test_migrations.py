"""The migrations make the tables that the models describe, on both databases."""

from collections.abc import Iterator

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, inspect
from sqlalchemy.exc import DBAPIError

from idp.domain import db, models, schema
from idp.domain.browser_sessions.queries import list_visited_labels
from idp.domain.clients.queries import list_clients
from tests.fixtures.domain import load_settings, opened_domain
from tests.rules.former_rows import ACCOUNT, SERVICE, SESSION, VISIT, client_0002, insert


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


@pytest.mark.usefixtures("blank")
def test_clients_of_the_revision_before_get_their_document() -> None:
    schema.upgrade("0002")
    full = {
        "service_id": 1,
        "auth_method": "client_secret_post",
        "redirect_uris": ["https://soffi.example/cb"],
        "post_logout_redirect_uris": ["https://soffi.example/bye"],
        "backchannel_logout_uri": "https://soffi.example/out",
        "scopes": ["openid", "email"],
        "subject_type": "pairwise",
        "sector": "soffi.example",
        "is_pkce_required": False,
        "is_active": False,
    }
    with db.engine().begin() as connection:
        for name, rows in {
            "digital_services": [SERVICE],
            "accounts": [ACCOUNT],
            "browser_sessions": [SESSION],
            "clients": [
                client_0002("one", **full),
                client_0002("two", backchannel_logout_uri=None),
            ],
            "service_visits": [VISIT],
        }.items():
            insert(connection, name, rows)
    schema.upgrade()
    one, two = list_clients()
    document = one.registration.model_dump(mode="json")
    assert {name: document[name] for name in full if name in document} == {
        name: value for name, value in full.items() if name in document
    }
    assert document["name"] == "Essai n° 1"
    assert (one.registration.service, one.service_id) == ("soffi", 1)
    assert (one.subject_type, one.sector) == ("pairwise", one.registration.sector)
    assert (one.has_backchannel_logout, two.has_backchannel_logout) == (True, False)
    assert (one.is_active, two.is_active) == (False, True)
    assert (one.secret_hash, one.former_secret_hash) == ("h" * 64, None)
    # What would be refused today is kept as it is.
    assert two.registration.redirect_uris == ("https://[::1]/cb",)
    assert (two.registration.scopes, two.registration.service) == (("profile",), None)
    assert list_visited_labels(1) == ["SOFFi"]


def test_there_is_one_head() -> None:
    assert ScriptDirectory(str(schema.MIGRATIONS)).get_heads() == [schema.head()]
