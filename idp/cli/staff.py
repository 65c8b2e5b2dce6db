"""`efp staff`: who may use EFP Admin."""

from typing import cast

import click

from idp.cli.application import transaction
from idp.domain.actor import SYSTEM
from idp.domain.staff import actions as staff
from idp.domain.staff.models import RANKS, Rank


@click.group("staff")
def group() -> None:
    """Staff of EFP Admin."""


@group.command("add")
@click.option("--email", required=True, help="Address of an existing account.")
@click.option("--rank", required=True, type=click.Choice(RANKS))
@click.option("--service", help="Key of the digital service; not for an administrator.")
def add_command(email: str, rank: str, service: str | None) -> None:
    """Give a person a rank in EFP Admin."""
    with transaction():
        staff.appoint(email, cast(Rank, rank), service, by=SYSTEM)
