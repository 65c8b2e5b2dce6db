"""`efp worker`: the process that sends messages and runs the periodic jobs."""

import signal

import click

from idp.cli.application import open_application
from idp.worker import create_worker

_STOP = (signal.SIGTERM, signal.SIGINT)


@click.command("worker")
@click.option("--once", is_flag=True, help="Do what is due now, then end.")
def command(once: bool) -> None:
    """Send the messages that wait and run the periodic jobs, until SIGTERM or Ctrl-C."""
    worker = create_worker(open_application())
    if once:
        click.echo(f"messages: {worker.run_once()}")
        return
    # The threads inherit this: the signals wait for us to ask, and interrupt nobody.
    signal.pthread_sigmask(signal.SIG_BLOCK, _STOP)
    worker.start()
    signal.sigwait(_STOP)
    worker.stop()
