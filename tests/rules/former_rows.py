"""Rows as a revision of the past has them."""

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, MetaData, Table

AT = datetime(2026, 11, 25, 8, tzinfo=UTC)
SERVICE = {
    "id": 1,
    "key": "soffi",
    "label": "SOFFi",
    "full_label": "SOFFi",
    "home_url": "https://soffi.example",
    "managed_by": "file",
    "first_comer_becomes_manager": True,
    "requires_enlistment": False,
    "agents_may_enter": True,
    "created_at": AT,
}
ACCOUNT = {
    "id": 1,
    "sub": "s",
    "pairwise_seed": "p",
    "kind": "professional",
    "email": "ra@demo.test",
    "email_canonical": "ra@demo.test",
    "email_verified": True,
    "civilite": "madame",
    "given_name": "R",
    "family_name": "A",
    "phone_number_verified": False,
    "is_active": True,
    "created_at": AT,
    "updated_at": AT,
}
SESSION = {
    "id": 1,
    "cookie_hash": "c",
    "sid": "s",
    "account_id": 1,
    "acr": "eidas1",
    "amr": ["pwd"],
    "authenticated_at": AT,
    "started_at": AT,
    "last_seen_at": AT,
    "expires_at": AT,
}
VISIT = {"session_id": 1, "client_id": "one", "visited_at": AT}


def client_0002(client_id: str, **values: Any) -> dict[str, Any]:
    """A client before its registration became one document."""
    usual = {
        "client_id": client_id,
        "name": "Essai n° 1",
        "secret_hash": "h" * 64,
        "auth_method": "client_secret_basic",
        "redirect_uris": ["https://[::1]/cb"],
        "post_logout_redirect_uris": [],
        "grant_types": ["authorization_code"],
        "scopes": ["profile"],
        "subject_type": "public",
        "sector": "::1",
        "is_pkce_required": True,
        "is_active": True,
        "managed_by": "command",
        "created_at": AT,
    }
    return usual | values


def insert(connection: Connection, table: str, rows: list[dict[str, Any]]) -> None:
    """Insert rows into a table, as the database itself describes it."""
    described = Table(table, MetaData(), autoload_with=connection)
    for row in rows:
        connection.execute(described.insert(), row)
