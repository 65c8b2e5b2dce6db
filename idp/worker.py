"""The worker: sends what waits in the outbox and runs the periodic jobs, until told to stop.

Any number of workers may run at once: leases in the database keep them out of each other's way.
"""

import logging
import os
import secrets
import socket
import threading
import time
from collections.abc import Callable, Mapping
from functools import partial

from flask import Flask

from idp import jobs, mail, settings
from idp.domain.outbox import Claimed, Sender, queue
from idp.oidc import logout_notices

log = logging.getLogger(__name__)

#: For each kind of message: a service that does not answer must not hold up the mail.
SENDING_THREADS = 2
POLL_SECONDS = 1.0
DEMO_POLL_SECONDS = 0.2
LONGEST_PAUSE_SECONDS = 30.0
#: A message still in hand after this time leaves again later, from the outbox.
STOP_SECONDS = 9.0


class Worker:
    """Several threads that each take one step after another while there is something to do."""

    def __init__(self, app: Flask, senders: Mapping[str, Sender], poll_seconds: float) -> None:
        self._app = app
        self._senders = senders
        self._poll_seconds = poll_seconds
        self._holder = f"{socket.gethostname()}:{os.getpid()}:{secrets.token_hex(4)}"
        self._stopping = threading.Event()
        self._threads: list[threading.Thread] = []

    def run_once(self) -> int:
        """Take each message that is due, then run the jobs that are; returns how many messages."""
        sent = 0
        while self._send_next(self._senders):
            sent += 1
        self._run_due_jobs()
        return sent

    def start(self) -> None:
        """Begin to work, in threads; returns at once."""
        self._start_thread(self._run_due_jobs)
        for kind, sender in self._senders.items():
            for _ in range(SENDING_THREADS):
                self._start_thread(partial(self._send_next, {kind: sender}))
        log.info("worker %s started", self._holder)

    def stop(self) -> None:
        """Take nothing new, wait up to `STOP_SECONDS` for what is in hand, and end."""
        self._stopping.set()
        deadline = time.monotonic() + STOP_SECONDS
        for thread in self._threads:
            thread.join(max(0.0, deadline - time.monotonic()))
        log.info("worker %s stopped", self._holder)

    def _start_thread(self, step: Callable[[], bool]) -> None:
        thread = threading.Thread(target=self._repeat, args=(step,), daemon=True)
        thread.start()
        self._threads.append(thread)

    def _repeat(self, step: Callable[[], bool]) -> None:
        pause = self._poll_seconds
        while not self._stopping.is_set():
            try:
                has_more = step()
                pause = self._poll_seconds
            except Exception:
                # The database is away, most likely: come back later, ever less often.
                pause = min(pause * 2, LONGEST_PAUSE_SECONDS)
                log.exception("the worker goes on in %.0f s", pause)
                has_more = False
            if not has_more:
                self._stopping.wait(pause)

    def _send_next(self, senders: Mapping[str, Sender]) -> bool:
        with self._app.app_context():
            return queue.send_next(senders)

    def _run_due_jobs(self) -> bool:
        with self._app.app_context():
            return jobs.run_due(self._holder)


def create_worker(app: Flask) -> Worker:
    """The worker of this installation, with a sender for each kind of message."""
    with app.app_context():
        present = settings.current()
    mail.setup(app, present.mail)
    senders: dict[str, Sender] = {"mail": _send_mail, "backchannel_logout": _send_logout_notice}
    return Worker(app, senders, DEMO_POLL_SECONDS if present.env == "demo" else POLL_SECONDS)


def _send_mail(claimed: Claimed) -> None:
    mail.send(claimed.id, mail.Message(**claimed.parameters, secrets=claimed.secrets))


def _send_logout_notice(claimed: Claimed) -> None:
    logout_notices.send(claimed.parameters)
