"""`efp serve`: the provider's server."""

import socket
from functools import partial
from typing import TYPE_CHECKING

import click
from granian.constants import HTTPModes, Interfaces
from granian.log import LogLevels
from granian.server import Server

from idp import settings
from idp.cli.supervision import end_with_parent, keep_running

if TYPE_CHECKING:
    from idp.wsgi import Prepared

#: Threads of one process that may wait for the database or a hash; as many connections, at most.
BLOCKING_THREADS = 4
LOOPBACK = ("127.0.0.1", "::1")
#: A request still in hand this long after the signal to stop is cut.
STOP_SECONDS = 10


@click.command("serve")
@click.option("--port", default=5000, show_default=True, type=click.IntRange(1, 65535))
@click.option("--workers", default=1, show_default=True, type=click.IntRange(1, 64))
@click.option("--bind", help="Address to listen on; 127.0.0.1 and ::1 unless given.")
def command(port: int, workers: int, bind: str | None) -> None:
    """Serve the provider alone, in this many processes, until SIGTERM or Ctrl-C."""
    try:
        told = settings.load()
    except settings.WrongSettings as wrong:
        raise click.ClickException(str(wrong)) from None
    if told.env == "demo" and bind not in (None, *LOOPBACK):
        raise click.ClickException(
            f"a demonstration is for this machine only: bind it to {' or '.join(LOOPBACK)}"
        )
    first, *others = [bind] if bind else [a for a in LOOPBACK if _can_listen(a, 0)]
    for address in (first, *others):
        if not _can_listen(address, port):
            raise click.ClickException(f"cannot listen on {address}, port {port}: in use?")
    # A server listens on one address: the second loopback one has a small server of its own.
    beside = (partial(_serve, address, port, 1) for address in others)
    keep_running(partial(_serve, first, port, workers), *beside)


def _can_listen(address: str, port: int) -> bool:
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    try:
        with socket.socket(family) as probe:
            # As the server does: a port that another process of ours left lately is free.
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
            probe.bind((address, port))
    except OSError:
        return False
    return True


def _serve(address: str, port: int, workers: int) -> None:
    Server(
        "idp.wsgi",
        address=address,
        port=port,
        workers=workers,
        blocking_threads=BLOCKING_THREADS,
        interface=Interfaces.WSGI,
        http=HTTPModes.http1,
        websockets=False,
        log_level=LogLevels.warning,
        workers_kill_timeout=STOP_SECONDS,
        respawn_failed_workers=True,
    ).serve(target_loader=_load_provider, wrap_loader=False)


def _load_provider() -> "Prepared":
    from idp.wsgi import create

    # A worker whose server was killed would go on answering, with nobody to stop it.
    end_with_parent()
    return create()
