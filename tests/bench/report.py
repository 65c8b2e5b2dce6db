"""The figures as text, for a person who compares two runs."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from tests.bench.measurement import BUSY, Figures
from tests.bench.yardsticks import Name, Yardstick

LABELS = {
    "discovery": "discovery",
    "jwks": "JWKS",
    "userinfo": "userinfo",
    "authorize": "authorize by SSO",
    "exchange": "code exchange",
    "sign-in": "sign-in",
}
YARDSTICK_LABELS: dict[Name, str] = {
    "argon2id": "one argon2id verification",
    "RS256": "one RS256 signature",
    "ES256": "one ES256 signature",
    "PostgreSQL commit": "one durable commit, PostgreSQL",
    "SQLite commit": "one durable commit, SQLite (WAL, FULL)",
    "captcha picture": "one captcha picture drawn",
    "captcha play": "one captcha spoken",
}
_HEAD = (
    f"{'':22}{'users':>6}{'req/s':>9}{'p50 ms':>9}{'p95 ms':>9}{'p99 ms':>9}"
    f"{'CPU ms':>9}{'+ PG ms':>9}{'n':>7}{'errors':>8}"
)


Cells = Mapping[tuple[str, int], Figures]


def table(cells: Cells) -> Iterator[str]:
    """One line for each label and number of users, under what its columns mean."""
    yield _HEAD
    previous = ""
    for (label, users), figures in cells.items():
        yield _row("" if label == previous else label, users, figures)
        previous = label
    if any(figures.client_share > BUSY for figures in cells.values()):
        yield "* the client itself was at its limit: the server may do more"


@dataclass(frozen=True)
class Report:
    """The cells by journey and number of users, and the yardsticks."""

    cells: Cells
    yardsticks: Mapping[Name, Yardstick]

    def lines(self) -> Iterator[str]:
        """The whole report."""
        yield from table({(LABELS[name], users): one for (name, users), one in self.cells.items()})
        yield ""
        yield f"{'':42}{'CPU ms':>9}{'wall ms':>9}"
        for name, one in self.yardsticks.items():
            yield f"{YARDSTICK_LABELS[name]:42}{one.cpu_ms:9.3f}{one.wall_ms:9.3f}"
        yield ""
        yield from self._ratios()

    def _ratios(self) -> Iterator[str]:
        levels = sorted({users for _, users in self.cells})
        yield f"{'ratios, by number of users':50}" + "".join(
            f"{f'at {users}':>10}" for users in levels
        )
        one = self.yardsticks
        signatures = one["RS256"].cpu_ms + one["ES256"].cpu_ms
        yield self._ratio("sign-in CPU / hash", "sign-in", _cpu, one["argon2id"].cpu_ms)
        yield self._ratio("  with PostgreSQL", "sign-in", _all_cpu, one["argon2id"].cpu_ms)
        yield self._ratio("code exchange CPU / both signatures", "exchange", _cpu, signatures)
        yield self._ratio("  with PostgreSQL", "exchange", _all_cpu, signatures)
        unavoidable = sum(one[name].wall_ms for name in ("RS256", "ES256", "PostgreSQL commit"))
        first = self.cells["exchange", levels[0]].p50 / unavoidable
        yield f"{'code exchange p50 / (both signatures + commit)':50}{first:10.2f}"

    def _ratio(
        self, label: str, journey: str, pick: Callable[[Figures], float], unit: float
    ) -> str:
        cells = (figures for (name, _), figures in self.cells.items() if name == journey)
        return f"{label:50}" + "".join(f"{pick(figures) / unit:10.2f}" for figures in cells)


def _row(label: str, users: int, one: Figures) -> str:
    mark = "*" if one.client_share > BUSY else " "
    return (
        f"{label:22}{users:6}{one.rate:8.0f}{mark}{one.p50:9.2f}{one.p95:9.2f}{one.p99:9.2f}"
        f"{one.server_cpu:9.2f}{one.postgres_cpu:9.2f}{one.journeys:7.0f}{one.errors:8.0f}"
    )


def _cpu(one: Figures) -> float:
    return one.server_cpu


def _all_cpu(one: Figures) -> float:
    return one.server_cpu + one.postgres_cpu
