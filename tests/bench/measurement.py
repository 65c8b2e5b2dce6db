"""One cell of the table: a journey, made by some people at once for a bounded time."""

from collections import Counter
from dataclasses import dataclass
from math import ceil
from multiprocessing.connection import Connection as Pipe
from statistics import median

from tests.bench.load import GRACE_SECONDS, Outcome
from tests.bench.processes import ProcessTree

#: How often memory is looked at while the load runs.
WATCH_SECONDS = 0.1
#: A client that is busier than this share of one processor may hold the server back.
BUSY = 0.8


class LoadFailed(Exception):
    """The load gave nothing that can be measured."""


@dataclass(frozen=True)
class Figures:
    """What one round of a cell gave: rates in 1/s, times in milliseconds a journey."""

    rate: float
    p50: float
    p95: float
    p99: float
    server_cpu: float
    postgres_cpu: float
    client_share: float
    journeys: float
    errors: float


class Bench:
    """The load's process on one side, the server's and the database's on the other."""

    def __init__(self, load: Pipe, server: ProcessTree, postgres: ProcessTree | None) -> None:
        self._load, self._server, self._postgres = load, server, postgres
        self.peak_rss_bytes = 0.0
        self.errors: Counter[str] = Counter()

    def run(self, journey: str, users: int, seconds: float) -> Figures:
        """Make one cell. Raises LoadFailed when no journey came to its end."""
        server, postgres = self._server.cpu_seconds(), self._postgres_cpu()
        self._load.send((journey, users, seconds))
        outcome = self._watch(seconds)
        self.count_errors(journey, outcome)
        done = len(outcome.latencies)
        if not done:
            raise LoadFailed(f"{journey}, {users} users: {dict(outcome.errors)}")
        each = 1000 / done
        return _figures(
            outcome,
            (self._server.cpu_seconds() - server) * each,
            (self._postgres_cpu() - postgres) * each,
        )

    def uss_bytes(self) -> float:
        """Memory now that no other process shares with the server."""
        return self._server.uss_bytes()

    def count_errors(self, journey: str, outcome: Outcome) -> None:
        """Keep in mind what went wrong."""
        self.errors.update({f"{journey}: {text}": n for text, n in outcome.errors.items()})

    def _watch(self, seconds: float) -> Outcome:
        for _ in range(ceil((seconds + 2 * GRACE_SECONDS) / WATCH_SECONDS)):
            self.peak_rss_bytes = max(self.peak_rss_bytes, self._server.rss_bytes())
            if self._load.poll(WATCH_SECONDS):
                outcome: Outcome = self._load.recv()
                return outcome
        raise LoadFailed("the load did not come back")

    def _postgres_cpu(self) -> float:
        return self._postgres.cpu_seconds() if self._postgres else 0.0


def median_of(rounds: list[Figures]) -> Figures:
    """The median of each figure; the errors add up."""
    columns = {name: [getattr(one, name) for one in rounds] for name in vars(rounds[0])}
    figures = {name: median(values) for name, values in columns.items()}
    return Figures(**figures | {"errors": sum(columns["errors"])})


def _figures(outcome: Outcome, server_cpu: float, postgres_cpu: float) -> Figures:
    ordered = sorted(1000 * seconds for seconds in outcome.latencies)
    return Figures(
        rate=len(ordered) / outcome.seconds,
        p50=_percentile(ordered, 50),
        p95=_percentile(ordered, 95),
        p99=_percentile(ordered, 99),
        server_cpu=server_cpu,
        postgres_cpu=postgres_cpu,
        client_share=outcome.client_cpu_seconds / outcome.seconds,
        journeys=len(ordered),
        errors=sum(outcome.errors.values()),
    )


def _percentile(ordered: list[float], percent: int) -> float:
    return ordered[max(0, ceil(len(ordered) * percent / 100) - 1)]
