"""`efp jobs`: the periodic jobs of the worker, by hand."""

import click

from idp import jobs
from idp.cli.application import open_application
from idp.domain.leases import queries


@click.group("jobs")
def group() -> None:
    """The worker's periodic jobs."""


@group.command("run")
@click.argument("name", type=click.Choice(sorted(jobs.JOBS)))
def run_command(name: str) -> None:
    """Run one job now."""
    with open_application().app_context():
        count = jobs.run(name)
    click.echo(f"{name}: {count}")


@group.command("list")
def list_command() -> None:
    """Show the jobs, how often they run, and when they last did."""
    with open_application().app_context():
        leases = {lease.name: lease for lease in queries.list_leases()}
        for name, job in sorted(jobs.JOBS.items()):
            lease = leases.get(name)
            last = lease.last_started_at if lease else None
            seen = last.isoformat(timespec="seconds") if last else "never"
            click.echo(f"{name:<18} every {job.every!s:<10} last {seen}")
