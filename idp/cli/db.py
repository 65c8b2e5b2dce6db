"""`efp db`: the database's shape."""

from pathlib import Path

import click

from idp import settings
from idp.cli.application import open_application, transaction
from idp.domain import schema
from idp.domain.actor import SYSTEM
from idp.domain.signing_keys import actions as signing_keys


@click.group("db")
def group() -> None:
    """The database."""


@group.command("upgrade")
def upgrade_command() -> None:
    """Create the tables, or bring them up to date, and make the first signing keys."""
    with transaction():
        _make_folder(settings.current().database_url)
        schema.upgrade()
        signing_keys.ensure_keys(by=SYSTEM)


@group.command("revision")
@click.argument("message")
def revision_command(message: str) -> None:
    """Write the migration that leads from this up-to-date database to the models."""
    with open_application().app_context():
        schema.new_revision(message)


def _make_folder(database_url: str) -> None:
    path = database_url.removeprefix("sqlite:///")
    if path != database_url:
        Path(path).parent.mkdir(parents=True, exist_ok=True)
