"""`efp keys`: the signing keys."""

import click

from idp.cli.application import open_application
from idp.domain import db
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
    with open_application().app_context():
        rotations = signing_keys.rotate(by=SYSTEM)
        db.session.commit()
    for rotation in rotations:
        click.echo(f"{rotation.algorithm} {rotation.kid} signs from {rotation.active_from:%FT%TZ}")
