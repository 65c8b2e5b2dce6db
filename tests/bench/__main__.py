"""Measure: `python -m tests.bench`, or `--quick` for a glance, or `--workers 2`."""

import argparse
import multiprocessing
import os
import platform
import signal
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from multiprocessing.connection import Connection as Pipe
from pathlib import Path
from statistics import median
from typing import Any

from idp import settings
from tests.bench import load, requests, server, yardsticks
from tests.bench.database import Database, scratch_database
from tests.bench.flood import Flood
from tests.bench.measurement import Bench, Figures, LoadFailed, median_of
from tests.bench.population import fill_network, populate
from tests.bench.report import LABELS, Report
from tests.bench.target import Target
from tests.bench.yardsticks import Name, Yardstick
from tests.fixtures.programs import free_ports

USERS = (1, 8, 32)
STOP_SECONDS = 5
Rounds = dict[tuple[str, int], list[Figures]]


def main() -> int:
    """Measure and print; return the exit status: 1 when a request failed."""
    chosen = _arguments()
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # as tidy an end as Ctrl-C
    try:
        with ExitStack() as stack:
            return _measure(stack, chosen)
    except (LoadFailed, server.DidNotStart) as reason:
        print(reason, file=sys.stderr)
    except KeyboardInterrupt:
        print("stopped", file=sys.stderr)
    return 1


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="make bench", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="one short round: a glance")
    parser.add_argument("--workers", type=int, default=1, help="server processes (1)")
    return parser.parse_args()


def _measure(stack: ExitStack, chosen: argparse.Namespace) -> int:
    rounds, seconds = (1, 0.6) if chosen.quick else (3, 2.5)
    folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="efp-bench-")))
    database = stack.enter_context(scratch_database())
    _say_where(database, chosen.workers, rounds, seconds)
    port, captcha_port = free_ports(2)
    variables = server.environment(database.url, port, folder)
    present = settings.load(variables)
    target = populate(present, port, accounts=max(USERS))
    with _bench(target, variables, chosen.workers, database) as bench:
        _measure_journeys(bench, rounds, seconds, database.dsn, present)
        errors = _print_end(bench)
    print("", *requests.lines(present), sep="\n")
    variables = server.environment(database.url, captcha_port, folder, captcha="local")
    target = replace(target, port=captcha_port)
    fill_network(present)
    with (
        _bench(target, variables, chosen.workers, database) as bench,
        _child(load.serve, target) as flooder,
    ):
        flood = Flood(bench, flooder)
        flood.measure(rounds, seconds)
        print("", *flood.lines(), sep="\n")
        errors += _print_end(bench)
    return 1 if errors else 0


@contextmanager
def _bench(
    target: Target, variables: dict[str, str], workers: int, database: Database
) -> Iterator[Bench]:
    with (
        server.running_server(variables, workers) as provider,
        _child(load.serve, target) as pipe,
    ):
        yield Bench(pipe, provider, database.server)


def _measure_journeys(
    bench: Bench, rounds: int, seconds: float, dsn: str, present: settings.Settings
) -> None:
    cells: Rounds = {(journey, users): [] for journey in LABELS for users in USERS}
    units: list[dict[Name, Yardstick]] = []
    for _ in range(rounds):
        _make_round(bench, cells, seconds)
        with _child(yardsticks.measure, dsn, present.hashing) as pipe:
            units.append(pipe.recv())
    figures = {cell: median_of(rounds) for cell, rounds in cells.items()}
    report = Report(figures, {name: _median(units, name) for name in units[0]})
    print(*report.lines(), sep="\n")


def _make_round(bench: Bench, cells: Rounds, seconds: float) -> None:
    bench.run("enter", max(USERS), 0)  # everybody has a session and a token, the server is warm
    for users in USERS:
        for journey in LABELS:  # the codes that `authorize` gives are those that `exchange` uses
            cells[journey, users].append(bench.run(journey, users, seconds))


def _print_end(bench: Bench) -> int:
    """Print what the server kept, and what went wrong; return how many kinds of faults."""
    print(
        f"\nserver memory: peak {bench.peak_rss_bytes / 2**20:.0f} MiB resident, "
        f"{bench.uss_bytes() / 2**20:.0f} MiB unshared"
    )
    for error, count in bench.errors.most_common(10):
        print(f"{count} times {error}")
    return len(bench.errors)


def _median(units: list[dict[Name, Yardstick]], name: Name) -> Yardstick:
    return Yardstick(
        median(unit[name].cpu_ms for unit in units), median(unit[name].wall_ms for unit in units)
    )


def _say_where(database: Database, workers: int, rounds: int, seconds: float) -> None:
    busy, _, _ = os.getloadavg()
    print(
        f"{os.cpu_count()} processors ({busy:.1f} busy before), Python "
        f"{platform.python_version()}, {database.version}, {workers} server process(es), "
        f"median of {rounds} round(s) of {seconds} s"
    )
    if not database.is_durable:
        print("this PostgreSQL does not wait for its disk: the commits below are too fast")
    if database.server is None:
        print("this PostgreSQL is on another machine: its processor time is not known")
    print(flush=True)


@contextmanager
def _child(work: Callable[..., None], *given: Any) -> Iterator[Pipe]:
    # A process that shares nothing with this one, and ends when its pipe closes.
    spawn = multiprocessing.get_context("spawn")
    ours, theirs = spawn.Pipe()
    process = spawn.Process(target=work, args=(theirs, *given), daemon=True)
    process.start()
    theirs.close()
    try:
        yield ours
    finally:
        ours.close()
        process.join(STOP_SECONDS)
        process.kill()


if __name__ == "__main__":
    sys.exit(main())
