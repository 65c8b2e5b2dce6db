"""The `efp` command: one module for each group of its subcommands."""

from typing import Any

import click

from idp.cli import announce, audit, client, db, jobs, keys, seed, serve, staff, worker
from idp.domain.db import AWAY


class Commands(click.Group):
    """Refuses what no subcommand can use, before any of them looks at it."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Read the arguments, which the shell may have given in another encoding than ours."""
        if any(_has_stray_bytes(argument) for argument in args):
            raise click.UsageError("an argument is not text in UTF-8", ctx)
        return super().parse_args(ctx, args)

    def invoke(self, ctx: click.Context) -> Any:
        """Run the subcommand; a database that is away is told in one line."""
        try:
            return super().invoke(ctx)
        except AWAY as error:
            reason = str(getattr(error, "orig", error)).partition("\n")[0]
            raise click.ClickException(
                f"the database cannot be used: {reason} (was `efp db upgrade` run?)"
            ) from error


def _has_stray_bytes(argument: str) -> bool:
    return any("\ud800" <= sign <= "\udfff" for sign in argument)


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
def main() -> None:
    """EFP Connect: run it, and look after it."""


for command in (
    announce.group,
    audit.group,
    client.group,
    db.group,
    jobs.group,
    keys.group,
    seed.group,
    serve.command,
    staff.group,
    worker.command,
):
    main.add_command(command)
