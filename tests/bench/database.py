"""A PostgreSQL database of our own, durable as a real one, that nobody keeps."""

import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import psutil
import psycopg

from tests.bench.processes import ProcessTree
from tests.fixtures.postgresql import PostgresServer, running_postgresql


@dataclass(frozen=True)
class Database:
    """An empty database; `server` is None when its processes are on another machine."""

    url: str
    version: str
    is_durable: bool
    server: ProcessTree | None

    @property
    def dsn(self) -> str:
        """Its address for psycopg."""
        return dsn_of(self.url)


@contextmanager
def scratch_database() -> Iterator[Database]:
    """Make a database on the server of EFP_TEST_DATABASE_URL, or on one installed by pip."""
    with _server_url() as url:
        server = PostgresServer(url)
        name = f"efp_bench_{secrets.token_hex(4)}"
        server.create(name)
        try:
            yield _look_at(server.url(name))
        finally:
            server.drop(name)


def dsn_of(url: str) -> str:
    """The address for psycopg of an address for SQLAlchemy."""
    return url.replace("postgresql+psycopg://", "postgresql://", 1)


@contextmanager
def _server_url() -> Iterator[str]:
    if url := os.environ.get("EFP_TEST_DATABASE_URL"):
        yield url
        return
    with (
        TemporaryDirectory(prefix="efp-bench-pg-", ignore_cleanup_errors=True) as folder,
        running_postgresql(Path(folder)) as url,
    ):
        yield url


def _look_at(url: str) -> Database:
    with psycopg.connect(dsn_of(url), autocommit=True) as connection:
        settings = [connection.execute(f"SHOW {name}").fetchone() for name in _DURABILITY]
        version = connection.info.server_version // 10000
        return Database(
            url=url,
            version=f"PostgreSQL {version}",
            is_durable=all(row == ("on",) for row in settings),
            server=_find_server(connection.info.backend_pid),
        )


_DURABILITY = ("fsync", "synchronous_commit", "full_page_writes")


def _find_server(backend_pid: int) -> ProcessTree | None:
    try:
        backend = psutil.Process(backend_pid)
        postmaster = backend.parent() if "postgres" in backend.name() else None
    except psutil.NoSuchProcess:
        return None
    return ProcessTree(postmaster.pid) if postmaster else None
