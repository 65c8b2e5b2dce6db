"""`efp audit`: checking the journal."""

import sys

import click

from idp.cli.application import open_application
from idp.domain.audit.verification import Fault, Verdict, verify

_SENTENCES: dict[Fault, str] = {
    "event_changed": "event {event_id} (seal {seq}) was changed, or its seal was, or their order",
    "event_deleted": "event {event_id} (seal {seq}) was deleted",
    "seal_deleted": "seal {seq} was deleted",
    "event_unsealed": "event {event_id} has no seal: was it inserted by hand, or no worker runs",
    "checkpoint_missing": "seal {seq} of the checkpoint is gone: the end of the journal was cut",
    "checkpoint_differs": "seal {seq} is not that of the checkpoint: the journal was rewritten",
}


@click.group("audit")
def group() -> None:
    """The journal of what happened."""


@group.command("verify")
@click.option("--checkpoint", metavar="SEQ:MAC", help="What an earlier verification printed.")
def verify_command(checkpoint: str | None) -> None:
    """Check the chain of seals; exit with 1 when somebody tampered with the journal."""
    with open_application().app_context():
        try:
            verdict = verify(checkpoint)
        except ValueError as error:
            raise click.BadParameter(str(error), param_hint="--checkpoint") from None
    _report(verdict)
    if verdict.fault is not None:
        sys.exit(1)


def _report(verdict: Verdict) -> None:
    if verdict.fault is None:
        click.echo(f"good: {verdict.events} events")
    else:
        sentence = _SENTENCES[verdict.fault]
        click.echo("bad: " + sentence.format(event_id=verdict.event_id, seq=verdict.seq))
        click.echo(f"good until then: {verdict.events} events")
    click.echo(f"checkpoint: {verdict.checkpoint or 'none yet'}")
