"""The `efp` command: one module for each group of its subcommands."""

import click

from idp.cli import announce, audit, client, db, jobs, keys, seed, serve, staff, worker


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
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
