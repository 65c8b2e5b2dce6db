"""A circuit breaker: an outside service that fails, or is slow, takes nobody else down.

A service that just failed is left alone for a while. Few callers wait for it at once: the threads
of a process are few, and serve everything else too.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from math import ceil
from threading import BoundedSemaphore, Lock

from idp.ground import clock
from idp.ground.errors import Unavailable

PAUSE = timedelta(seconds=10)
#: Half of the threads of a process (`efp serve`), and how long the others wait for their turn.
CALLERS = 2
TURN_SECONDS = 1.0
#: The cause when the service may be well: only too many are asking it.
BUSY = "too many callers"


class Circuit:
    """The circuit of one outside service, in one process. It opens at the first failure."""

    def __init__(self, turn_seconds: float = TURN_SECONDS) -> None:
        self._turn_seconds = turn_seconds
        self._turns = BoundedSemaphore(CALLERS)
        self._lock = Lock()
        self._closes_at: datetime | None = None

    @contextmanager
    def protect(self) -> Iterator[None]:
        """Call the service inside the block, and let Unavailable out of it when it fails.

        Raises Unavailable at once, with `retry_after` in seconds, for `PAUSE` after a failure;
        then one caller tries, and the others go on waiting for what becomes of it. Raises it
        with the cause `BUSY` when no turn came.
        """
        if not self._turns.acquire(timeout=self._turn_seconds):
            raise Unavailable(cause=BUSY, retry_after=1)
        try:
            self._enter()
            yield from self._watched()
        finally:
            self._turns.release()

    def _watched(self) -> Iterator[None]:
        try:
            yield
        except Unavailable as failure:
            if failure.data.get("cause") != BUSY:
                self._closes_at = clock.now() + PAUSE
            raise
        self._closes_at = None

    def _enter(self) -> None:
        with self._lock:
            now = clock.now()
            if self._closes_at is None:
                return
            if now < self._closes_at:
                wait = ceil((self._closes_at - now).total_seconds())
                raise Unavailable(cause="left alone after a failure", retry_after=wait)
            self._closes_at = now + PAUSE
