"""`efp seed`: data to begin with."""

import os

import click

from idp import settings
from idp.cli.application import transaction
from idp.demo import seed, sites


@click.group("seed")
def group() -> None:
    """Data to begin with."""


@group.command("demo")
def demo_command() -> None:
    """Load the demonstration: services, clients, companies, people. Twice changes nothing."""
    with transaction():
        if settings.current().env == "production" or not settings.current().is_loopback:
            raise click.ClickException("demonstration data is for loopback addresses only")
        try:
            seed.load(sites.variables(os.environ))
        except seed.MissingVariable as missing:
            raise click.ClickException(
                f"{missing} is not set: idp/demo/sites.py, or the environment, must tell it"
            ) from None
