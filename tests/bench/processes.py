"""What a program uses, its child processes included."""

from collections.abc import Callable
from contextlib import suppress

import psutil


class ProcessTree:
    """A process and all that it started."""

    def __init__(self, pid: int) -> None:
        self._root = psutil.Process(pid)

    def cpu_seconds(self) -> float:
        """Processor time so far, in user and system mode; of ended children too."""
        return self._sum(lambda process: sum(process.cpu_times()[:4]))

    def rss_bytes(self) -> float:
        """Resident memory now; pages that processes share count in each."""
        return self._sum(lambda process: process.memory_info().rss)

    def uss_bytes(self) -> float:
        """Memory now that no other process shares: what ending them would free."""
        return self._sum(lambda process: process.memory_full_info().uss)

    def _sum(self, read: Callable[[psutil.Process], float]) -> float:
        total = 0.0
        for process in [self._root, *self._root.children(recursive=True)]:
            with suppress(psutil.NoSuchProcess):
                total += read(process)
        return total

    def kill(self) -> None:
        """End them all at once, now."""
        for process in [*self._root.children(recursive=True), self._root]:
            with suppress(psutil.NoSuchProcess):
                process.kill()
