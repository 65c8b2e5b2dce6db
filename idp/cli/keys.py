"""`efp keys`: the signing keys."""

import click

from idp.cli.application import transaction
from idp.domain.actor import SYSTEM
from idp.domain.signing_keys import actions as signing_keys


@click.group("keys")
def group() -> None:
    """The signing keys."""


@group.command("rotate")
def rotate_command() -> None:
    """Let the next keys sign, and publish their successors.

    A key that was published too short a time ago for every cache to know it begins to sign when
    they do: the instant is printed.
    """
    with transaction():
        rotations = signing_keys.rotate(by=SYSTEM)
    for rotation in rotations:
        click.echo(f"{rotation.algorithm} {rotation.kid} signs from {rotation.active_from:%FT%TZ}")
