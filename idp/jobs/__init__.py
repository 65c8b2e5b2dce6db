"""What the worker does from time to time, each by one process at a time."""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from idp.domain.audit import sealing
from idp.domain.leases import actions as leases
from idp.domain.outbox import queue
from idp.jobs import purge

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Job:
    """A function that returns how many rows it dealt with, and its period.

    It commits by itself, bit by bit: what it has done stays when it fails later.
    """

    run: Callable[[], int]
    every: timedelta


JOBS = {
    "audit-seal": Job(sealing.seal_new, timedelta(seconds=3)),
    "audit-seal-late": Job(sealing.seal_late, timedelta(hours=1)),
    "outbox-expire": Job(queue.expire, timedelta(minutes=1)),
    "purge": Job(purge.purge_all, timedelta(minutes=10)),
}


def run(name: str) -> int:
    """Run one job now, whatever its period; returns how many rows it dealt with.

    Raises KeyError when there is no such job.
    """
    return JOBS[name].run()


def run_due(holder: str) -> bool:
    """Run the jobs whose time has come and that no other process has; False when there is none.

    A job that fails is logged and tried again after its period: it never stops the others.
    """
    due = leases.list_due({name: job.every for name, job in JOBS.items()})
    for name in due:
        if not leases.take(name, holder, JOBS[name].every):
            continue
        try:
            count = run(name)
            log.debug("job %s: %d", name, count)
        except Exception:
            log.exception("job %s failed", name)
        finally:
            leases.give_back(name, holder)
    return bool(due)
