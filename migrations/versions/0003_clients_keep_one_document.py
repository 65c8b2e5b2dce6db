"""what a client registered is one document; two secrets may live at once."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

_MOVED: tuple[sa.Column[Any], ...] = (
    sa.Column("name", sa.String(120)),
    sa.Column("redirect_uris", sa.JSON()),
    sa.Column("post_logout_redirect_uris", sa.JSON()),
    sa.Column("backchannel_logout_uri", sa.String(2048)),
    sa.Column("grant_types", sa.JSON()),
    sa.Column("scopes", sa.JSON()),
    sa.Column("auth_method", sa.String(32)),
    sa.Column("is_pkce_required", sa.Boolean()),
)
_OPTIONAL = "backchannel_logout_uri"
_clients = sa.table(
    "clients",
    sa.column("client_id", sa.String()),
    sa.column("service_id", sa.BigInteger()),
    sa.column("subject_type", sa.String()),
    sa.column("registration", sa.JSON()),
    sa.column("has_backchannel_logout", sa.Boolean()),
    *(sa.column(moved.name, moved.type) for moved in _MOVED),
)
_services = sa.table(
    "digital_services", sa.column("id", sa.BigInteger()), sa.column("key", sa.String())
)


def upgrade() -> None:
    with op.batch_alter_table("clients") as batch:
        batch.add_column(sa.Column("registration", sa.JSON(), nullable=True))
        batch.add_column(sa.Column("has_backchannel_logout", sa.Boolean(), nullable=True))
        batch.add_column(sa.Column("former_secret_hash", sa.String(64), nullable=True))
        batch.add_column(
            sa.Column("former_secret_until", sa.DateTime(timezone=True), nullable=True)
        )
    _write_documents()
    with op.batch_alter_table("clients") as batch:
        batch.alter_column("registration", existing_type=sa.JSON(), nullable=False)
        batch.alter_column("has_backchannel_logout", existing_type=sa.Boolean(), nullable=False)
        for column in _MOVED:
            batch.drop_column(column.name)


def _write_documents() -> None:
    connection = op.get_bind()
    columns = (_clients.c[column.name] for column in _MOVED)
    rows = connection.execute(
        sa.select(_clients.c.client_id, _clients.c.subject_type, _services.c.key, *columns)
        .select_from(_clients)
        .outerjoin(_services, _services.c.id == _clients.c.service_id)
    ).mappings()
    for row in rows.all():
        document = dict(row)
        client_id = document.pop("client_id")
        document["service"] = document.pop("key")
        connection.execute(
            sa.update(_clients)
            .where(_clients.c.client_id == client_id)
            .values(registration=document, has_backchannel_logout=bool(document[_OPTIONAL]))
        )


def downgrade() -> None:
    with op.batch_alter_table("clients") as batch:
        for column in _MOVED:
            batch.add_column(sa.Column(column.name, column.type, nullable=True))
    _read_documents()
    with op.batch_alter_table("clients") as batch:
        for column in _MOVED:
            if column.name != _OPTIONAL:
                batch.alter_column(column.name, existing_type=column.type, nullable=False)
        for name in (
            "registration",
            "has_backchannel_logout",
            "former_secret_hash",
            "former_secret_until",
        ):
            batch.drop_column(name)


def _read_documents() -> None:
    connection = op.get_bind()
    kept = sa.select(_clients.c.client_id, _clients.c.registration)
    for client_id, document in connection.execute(kept).all():
        values = {column.name: document[column.name] for column in _MOVED}
        connection.execute(
            sa.update(_clients).where(_clients.c.client_id == client_id).values(**values)
        )
