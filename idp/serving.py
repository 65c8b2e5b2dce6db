"""The server's own process: it starts the workers again that end, and holds nothing of ours.

`efp serve` becomes this program, which imports no more than it needs: what a worker loads, the
worker alone keeps in memory.
"""

import multiprocessing
import os
import signal
import sys
import threading
from typing import TYPE_CHECKING

from granian.constants import HTTPModes, Interfaces
from granian.log import LogLevels
from granian.server import Server

if TYPE_CHECKING:
    from idp.wsgi import Prepared

#: Threads of one process that may wait for the database or a hash; as many connections, at most.
BLOCKING_THREADS = 4
#: A request still in hand this long after the signal to stop is cut.
STOP_SECONDS = 10
#: A worker whose server was killed has this long to finish what is in hand.
ORPHAN_SECONDS = 12.0


def serve(address: str, port: int, workers: int) -> None:
    """Serve the provider until SIGTERM or SIGINT."""
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


if __name__ == "__main__":
    serve(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))
