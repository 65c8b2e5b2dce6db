"""`efp serve`: the provider's server."""

import multiprocessing
import os
import signal
import socket

import click
from granian.constants import HTTPModes, Interfaces
from granian.log import LogLevels
from granian.server import Server

from idp import settings

#: Threads of one process that may wait for the database or a hash; as many connections, at most.
BLOCKING_THREADS = 4
LOOPBACK = ("127.0.0.1", "::1")


@click.command("serve")
@click.option("--port", default=5000, show_default=True, type=click.IntRange(1, 65535))
@click.option("--workers", default=1, show_default=True, type=click.IntRange(1, 64))
@click.option("--bind", help="Address to listen on; 127.0.0.1 and ::1 unless given.")
def command(port: int, workers: int, bind: str | None) -> None:
    """Serve the provider alone, in this many processes, until SIGTERM or Ctrl-C."""
    try:
        settings.load()
    except settings.WrongSettings as wrong:
        raise click.ClickException(str(wrong)) from None
    first, *others = [bind] if bind else [a for a in LOOPBACK if _can_listen(a)]
    # A server listens on one address: the second loopback one has a small server of its own.
    beside = [
        multiprocessing.get_context("spawn").Process(target=_serve, args=(address, port, 1))
        for address in others
    ]
    for process in beside:
        process.start()
    try:
        _serve(first, port, workers)
    finally:
        for process in beside:
            if process.pid is not None:
                os.kill(process.pid, signal.SIGTERM)
            process.join()


def _can_listen(address: str) -> bool:
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    try:
        with socket.socket(family) as probe:
            probe.bind((address, 0))
    except OSError:
        return False
    return True


def _serve(address: str, port: int, workers: int) -> None:
    Server(
        "idp.wsgi:create",
        factory=True,
        address=address,
        port=port,
        workers=workers,
        blocking_threads=BLOCKING_THREADS,
        interface=Interfaces.WSGI,
        http=HTTPModes.http1,
        websockets=False,
        log_level=LogLevels.warning,
        workers_kill_timeout=10,
        respawn_failed_workers=True,
    ).serve()
