"""Processes that are started again when they end by themselves, and that never outlive us."""

import multiprocessing
import os
import signal
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from multiprocessing.connection import wait
from multiprocessing.process import BaseProcess

import click

FIRST_PAUSE_SECONDS = 1.0
LONGEST_PAUSE_SECONDS = 30.0
#: What has run for this long was well: its next failure begins with the first pause again.
WELL_AFTER_SECONDS = 60.0
#: While all wait to start again, nothing but the clock wakes us: a signal is seen this late.
GLANCE_SECONDS = 0.25
#: An orphan has this long to finish what is in hand.
ORPHAN_SECONDS = 12.0
_STOP = (signal.SIGTERM, signal.SIGINT)


def keep_running(*runs: Callable[[], None]) -> None:
    """Run each in a process of its own until SIGTERM or SIGINT; start those again that end.

    The first pause before that is a second; it doubles up to half a minute.
    """
    programs = [_Program(run) for run in runs]
    stopping = threading.Event()

    def stop(*_: object) -> None:
        stopping.set()
        _stop_all(programs)

    for number in _STOP:
        signal.signal(number, stop)
    while not stopping.is_set():
        for program in programs:
            program.start_if_due()
        is_waiting = any(each.process is None for each in programs)
        sentinels = [each.process.sentinel for each in programs if each.process]
        wait(sentinels, GLANCE_SECONDS if is_waiting else None)
        for program in programs:
            program.note_end(is_expected=stopping.is_set())
    _stop_all(programs)
    for program in programs:
        if program.process:
            program.process.join()


def end_with_parent() -> None:
    """End this process soon after the one that started it, however that one came to its end."""
    threading.Thread(target=_outlive_nobody, daemon=True).start()


@dataclass
class _Program:
    run: Callable[[], None]
    process: BaseProcess | None = None
    start_at: float = field(default_factory=time.monotonic)
    pause: float = FIRST_PAUSE_SECONDS

    def start_if_due(self) -> None:
        if self.process is not None or time.monotonic() < self.start_at:
            return
        process = multiprocessing.Process(target=_run, args=(self.run,))
        # A signal that came now would be taken by a copy of our own handler, in the new process.
        signal.pthread_sigmask(signal.SIG_BLOCK, _STOP)
        process.start()
        self.process, self.start_at = process, time.monotonic()
        signal.pthread_sigmask(signal.SIG_UNBLOCK, _STOP)

    def note_end(self, *, is_expected: bool) -> None:
        if self.process is None or self.process.is_alive() or is_expected:
            return
        now = time.monotonic()
        if now - self.start_at > WELL_AFTER_SECONDS:
            self.pause = FIRST_PAUSE_SECONDS
        status, self.process = self.process.exitcode, None
        click.echo(f"a server ended ({status}): it starts again in {self.pause:.0f} s", err=True)
        self.start_at = now + self.pause
        self.pause = min(self.pause * 2, LONGEST_PAUSE_SECONDS)


def _stop_all(programs: Sequence[_Program]) -> None:
    for program in programs:
        if program.process is not None:
            program.process.terminate()


def _run(run: Callable[[], None]) -> None:
    for number in _STOP:
        signal.signal(number, signal.SIG_DFL)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, _STOP)
    end_with_parent()
    run()


def _outlive_nobody() -> None:
    parent = multiprocessing.parent_process()
    if parent is None:
        return
    parent.join()
    os.kill(os.getpid(), signal.SIGTERM)
    threading.Event().wait(ORPHAN_SECONDS)
    os._exit(1)
