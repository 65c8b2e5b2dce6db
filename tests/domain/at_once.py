"""One action, by many threads at the same time."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from flask import Flask

T = TypeVar("T")


def run_at_once(
    app: Flask,
    action: Callable[[], T],
    *,
    times: int,
    threads: int = 8,
    refusal: type[Exception] | tuple[()] = (),
) -> list[T]:
    """Run an action many times in threads; what it gave to those who were not refused."""

    def run(_: int) -> list[T]:
        with app.app_context():
            try:
                return [action()]
            except refusal:
                return []

    with ThreadPoolExecutor(threads) as pool:
        return [given for outcome in pool.map(run, range(times)) for given in outcome]
