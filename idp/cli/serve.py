"""`efp serve`: the provider's server."""

import multiprocessing
import os
import signal
import socket
import sys
import threading
from typing import TYPE_CHECKING

import click
from granian.constants import HTTPModes, Interfaces
from granian.log import LogLevels
from granian.server import Server

from idp import settings

if TYPE_CHECKING:
    from idp.wsgi import Prepared

#: Threads of one process that may wait for the database or a hash; as many connections, at most.
BLOCKING_THREADS = 4
ADDRESS = "127.0.0.1"
LOOPBACK = (ADDRESS, "::1")
#: A request still in hand this long after the signal to stop is cut.
STOP_SECONDS = 10
#: A worker whose server was killed has this long to finish what is in hand.
ORPHAN_SECONDS = 12.0


@click.command("serve")
@click.option("--port", default=5000, show_default=True, type=click.IntRange(1, 65535))
@click.option("--workers", default=1, show_default=True, type=click.IntRange(1, 64))
@click.option("--bind", default=ADDRESS, show_default=True, help="Address to listen on.")
def command(port: int, workers: int, bind: str) -> None:
    """Serve the provider alone, in this many processes, until SIGTERM or Ctrl-C."""
    try:
        present = settings.load()
    except settings.WrongSettings as wrong:
        raise click.ClickException(str(wrong)) from None
    if present.env == "demo" and bind not in LOOPBACK:
        raise click.ClickException(
            f"a demonstration is for this machine only: bind it to {' or '.join(LOOPBACK)}"
        )
    # Kept until the end: while it is held, nobody else starts on this port.
    claim = _claim(bind, port)
    try:
        _serve(bind, port, workers)
    finally:
        claim.close()


def _claim(address: str, port: int) -> socket.socket:
    """Raise click.ClickException when the port is taken, by another program or one of ours.

    The server lets its workers share the port (SO_REUSEPORT), and so would a second one: the two
    would answer in turns. A name that the kernel gives to one process at a time keeps it out.
    """
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    claim = socket.socket(socket.AF_UNIX)
    try:
        if sys.platform == "linux":
            claim.bind(f"\0efp serve {address} {port}")
        with socket.socket(family) as probe:
            # A port on which connections of before are closing still is free.
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind((address, port))
    except OSError as error:
        claim.close()
        raise click.ClickException(
            f"cannot listen on {address}, port {port}: {error.strerror}"
        ) from None
    return claim


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

    threading.Thread(target=_end_with_server, daemon=True).start()
    return create()


def _end_with_server() -> None:
    # A worker whose server was killed would go on answering, with nobody to stop it.
    server = multiprocessing.parent_process()
    if server is None:
        return
    server.join()
    os.kill(os.getpid(), signal.SIGTERM)
    threading.Event().wait(ORPHAN_SECONDS)
    os._exit(1)
