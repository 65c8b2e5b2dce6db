"""`efp announce`: the banners of the sign-in page and of the front page."""

from datetime import datetime
from typing import cast

import click

from idp.cli.application import open_application, transaction
from idp.cli.instants import ParisInstant, tell_instant
from idp.domain.actor import SYSTEM
from idp.domain.announcements import actions as announcements
from idp.domain.announcements.actions import Draft
from idp.domain.announcements.models import SEVERITIES, Severity
from idp.domain.announcements.queries import AnnouncementView, list_announcements
from idp.ground import clock


@click.group("announce")
def group() -> None:
    """Announcements on the sign-in page and the front page."""


@group.command("add")
@click.option("--text", required=True, help="What people shall know; plain text, in French.")
@click.option("--title", default="", help="A few words in bold before it.")
@click.option("--service", help="Key of the service whose people it is for; all by default.")
@click.option("--from", "starts_at", type=ParisInstant(), help="Paris time; now by default.")
@click.option("--until", "ends_at", type=ParisInstant(), help="Paris time; until it is removed.")
@click.option("--severity", type=click.Choice(SEVERITIES), default="info", show_default=True)
def add_command(
    text: str,
    title: str,
    service: str | None,
    starts_at: datetime | None,
    ends_at: datetime | None,
    severity: str,
) -> None:
    """Announce something, and print the number of the announcement."""
    draft = Draft(
        text=text,
        title=title,
        severity=cast(Severity, severity),
        service_key=service,
        starts_at=starts_at,
        ends_at=ends_at,
    )
    with transaction():
        number = announcements.announce(draft, by=SYSTEM)
    click.echo(number)


@group.command("list")
def list_command() -> None:
    """List all announcements, old ones too; the hours are those of Paris."""
    with open_application().app_context():
        now = clock.now()
        for one in list_announcements():
            click.echo(_line(one, now))


@group.command("remove")
@click.argument("number", metavar="ID", type=click.IntRange(1, 2**63 - 1))
def remove_command(number: int) -> None:
    """Take an announcement back, at once."""
    with transaction():
        announcements.remove(number, by=SYSTEM)


def _line(one: AnnouncementView, now: datetime) -> str:
    until = tell_instant(one.ends_at) if one.ends_at else "removed"
    facts = [
        f"{one.id}",
        one.state_at(now),
        f"{tell_instant(one.starts_at)} until {until}",
        one.service_key or "all",
        one.severity,
        " – ".join(part for part in (one.title, one.text) if part),
    ]
    return "  ".join(facts)
