"""A flood of the captcha's endpoint: what it costs, and what becomes of the others meanwhile."""

from collections.abc import Iterator
from multiprocessing.connection import Connection as Pipe

from tests.bench.measurement import Bench, Figures, median_of
from tests.bench.report import table

USERS = (1, 8, 32)
LABELS = {
    "picture": "captcha picture",
    "play": "captcha play",
    "throttled": "picture, throttled",
}
#: How many flood, and how many others go about their business.
FLOODERS, OTHERS = 32, 8
BUSINESS = ("discovery", "sign-in")
NO_FLOOD = "no flood"
WARM_UP_SECONDS = 1.0


class Flood:
    """The figures of a flood: of itself, and of what goes on beside it."""

    def __init__(self, bench: Bench, flooder: Pipe) -> None:
        self._bench, self._flooder = bench, flooder
        self._rounds: dict[tuple[str, int], list[Figures]] = {}

    def measure(self, rounds: int, seconds: float) -> None:
        """Make all rounds, of cells that last `seconds` each."""
        for journey in (*LABELS, "sign-in"):
            self._bench.run(journey, FLOODERS, min(seconds, WARM_UP_SECONDS))
        for _ in range(rounds):
            for journey, label in LABELS.items():
                for users in USERS:
                    self._keep(label, users, self._bench.run(journey, users, seconds))
            for journey in BUSINESS:
                self._keep(
                    f"{journey}, {NO_FLOOD}", OTHERS, self._bench.run(journey, OTHERS, seconds)
                )
                for flood in LABELS:
                    beside = self._run_beside(flood, journey, seconds)
                    self._keep(f"{journey} + {flood}", OTHERS, beside)

    def lines(self) -> Iterator[str]:
        """The report."""
        yield f"the captcha flooded; then {OTHERS} others beside {FLOODERS} who flood (CPU of both)"
        yield from table({cell: median_of(rounds) for cell, rounds in self._rounds.items()})

    def _keep(self, label: str, users: int, figures: Figures) -> None:
        self._rounds.setdefault((label, users), []).append(figures)

    def _run_beside(self, flood: str, journey: str, seconds: float) -> Figures:
        self._flooder.send((flood, FLOODERS, seconds))
        figures = self._bench.run(journey, OTHERS, seconds)
        self._bench.count_errors(flood, self._flooder.recv())
        return figures
