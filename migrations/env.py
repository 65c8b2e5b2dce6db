"""How Alembic runs here: on the connection of `idp.domain.schema`, in its transaction."""

from typing import Literal

from alembic import context

from idp.domain import models
from idp.domain.clients.models import Document
from idp.ground import storage


def run() -> None:
    """Run the migrations that were asked for, or compare the models for a new one."""
    connection = context.config.attributes["connection"]
    context.configure(
        connection=connection,
        target_metadata=models.metadata,
        compare_type=True,
        # SQLite cannot alter a table: batches copy it.
        render_as_batch=True,
        render_item=_render_item,
        transactional_ddl=True,
    )
    with context.begin_transaction():
        context.run_migrations()


def _render_item(kind: str, item: object, _context: object) -> str | Literal[False]:
    # A migration stands by itself: it names the plain types, not those of our modules.
    if kind == "type" and isinstance(item, storage.Instant):
        return "sa.DateTime(timezone=True)"
    if kind == "type" and isinstance(item, Document):
        return "sa.JSON()"
    return False


run()
