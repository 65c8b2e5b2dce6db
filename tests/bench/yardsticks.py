"""What the provider's work cannot avoid, measured alone in a process of its own."""

import secrets
import signal
import sqlite3
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from dataclasses import dataclass
from itertools import count
from multiprocessing.connection import Connection as Pipe
from pathlib import Path
from statistics import median
from typing import Literal

import psycopg
from joserfc import jwt
from joserfc.jwk import ECKey, RSAKey

from idp.connectors.captcha.local import LocalCaptcha
from idp.domain.accounts.argon2 import fastest
from idp.domain.signing_keys.actions import RSA_BITS
from idp.settings import Hashing

Action = Callable[[], object]
Name = Literal[
    "argon2id",
    "RS256",
    "ES256",
    "PostgreSQL commit",
    "SQLite commit",
    "captcha picture",
    "captcha play",
]
#: How many batches, and how many times in each.
_TIMES: dict[Name, tuple[int, int]] = {
    "argon2id": (9, 2),
    "RS256": (9, 20),
    "ES256": (9, 50),
    "PostgreSQL commit": (9, 15),
    "SQLite commit": (9, 15),
    "captcha picture": (9, 20),
    "captcha play": (5, 3),
}
_CLAIMS = {
    "iss": "http://localhost:5000", "aud": "http://localhost:5000", "sub": "s" * 43,
    "client_id": "soffi", "iat": 1_800_000_000, "exp": 1_800_000_300, "jti": "j" * 43,
    "scope": "openid profile email", "acr": "eidas1", "amr": ["pwd"],
}  # fmt: skip
_TABLE = "CREATE TABLE IF NOT EXISTS yardstick (code text PRIMARY KEY)"


@dataclass(frozen=True)
class Yardstick:
    """Medians, in milliseconds; the processor time is that of the measuring process alone."""

    cpu_ms: float
    wall_ms: float


def measure(pipe: Pipe, dsn: str, hashing: Hashing) -> None:
    """Measure every yardstick once, and send them by name through the pipe."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C: the other end ends us
    with tempfile.TemporaryDirectory(prefix="efp-bench-") as folder, suppress(BrokenPipeError):
        pipe.send({name: _measure(name, action) for name, action in _actions(dsn, hashing, folder)})


def _measure(name: Name, action: Action) -> Yardstick:
    batches, times = _TIMES[name]
    readings = [_run(action, times) for _ in range(batches + 1)][1:]  # the first one warms up
    cpu, wall = (median(column) * 1000 / times for column in zip(*readings, strict=True))
    return Yardstick(cpu, wall)


def _run(action: Action, times: int) -> tuple[float, float]:
    cpu, wall = time.process_time(), time.perf_counter()
    for _ in range(times):
        action()
    return time.process_time() - cpu, time.perf_counter() - wall


def _actions(dsn: str, hashing: Hashing, folder: str) -> Iterator[tuple[Name, Action]]:
    handler = fastest(hashing.memory_kib, hashing.time_cost)
    parameters = {"memory_cost": hashing.memory_kib, "rounds": hashing.time_cost}
    known = handler.using(type="ID", parallelism=1, **parameters).hash("a password")
    yield "argon2id", lambda: handler.verify("a password", known)
    yield "RS256", _signing("RS256", RSAKey.generate_key(RSA_BITS))
    yield "ES256", _signing("ES256", ECKey.generate_key("P-256"))
    captcha = LocalCaptcha()
    answer = captcha.draw().answer
    yield "captcha picture", captcha.draw
    seeds = map(str, count())
    yield "captcha play", lambda: captcha.speak("", answer, next(seeds))
    with psycopg.connect(dsn) as postgres:
        postgres.execute(_TABLE)
        yield "PostgreSQL commit", lambda: _commit(postgres)
    with closing(sqlite3.connect(Path(folder) / "yardstick.sqlite", isolation_level=None)) as lite:
        lite.execute("PRAGMA journal_mode = WAL")
        lite.execute("PRAGMA synchronous = FULL")
        lite.execute(_TABLE)
        yield "SQLite commit", lambda: _commit_lite(lite)


def _signing(algorithm: str, key: RSAKey | ECKey) -> Action:
    header = {"alg": algorithm, "kid": "k" * 43, "typ": "at+jwt"}
    return lambda: jwt.encode(header, _CLAIMS, key, [algorithm])


def _commit(connection: psycopg.Connection) -> None:
    connection.execute("INSERT INTO yardstick (code) VALUES (%s)", [secrets.token_hex()])
    connection.commit()


def _commit_lite(connection: sqlite3.Connection) -> None:
    connection.execute("BEGIN IMMEDIATE")
    connection.execute("INSERT INTO yardstick (code) VALUES (?)", [secrets.token_hex()])
    connection.execute("COMMIT")
