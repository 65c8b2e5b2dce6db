"""`efp serve`: the provider's server."""

import os
import socket
import sys

import click

from idp import settings

ADDRESS = "127.0.0.1"
LOOPBACK = (ADDRESS, "::1")
SERVER = "idp.serving"


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
    _claim(bind, port).set_inheritable(True)
    program = [sys.executable, "-m", SERVER, bind, str(port), str(workers)]
    os.execv(program[0], program)  # noqa: S606 (our own program, without a shell)


def _claim(address: str, port: int) -> socket.socket:
    """Raise click.ClickException when the port is taken, by another program or one of ours.

    The server lets its workers share the port (SO_REUSEPORT), and so would a second one: the two
    would answer in turns. A name that the kernel gives to one process at a time keeps it out, for
    as long as the socket is open.
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
