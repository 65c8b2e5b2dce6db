"""`efp seed`: data to begin with."""

import os

import click

from idp import settings
from idp.cli.application import open_application
from idp.cli.faults import clear_faults
from idp.demo import seed, sites
from idp.domain import db


@click.group("seed")
def group() -> None:
    """Data to begin with."""


@group.command("demo")
def demo_command() -> None:
    """Load the demonstration: services, clients, companies, people. Twice changes nothing."""
    with open_application().app_context(), clear_faults():
        if settings.current().env == "production" or not settings.current().is_loopback:
            raise click.ClickException("demonstration data is for loopback addresses only")
        try:
            seed.load(sites.variables(os.environ))
        except seed.MissingVariable as missing:
            raise click.ClickException(
                f"{missing} is not set: idp/demo/sites.py, or the environment, must tell it"
            ) from None
        db.session.commit()
