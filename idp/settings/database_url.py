"""The address of the database: a file that every process finds, or a PostgreSQL server."""

from typing import Annotated

from pydantic import AfterValidator
from sqlalchemy import URL, make_url
from sqlalchemy.exc import ArgumentError

from idp.ground import hosts
from idp.settings.places import ROOT

#: The driver of each name that people give to one of our two databases.
DRIVERS = {
    "sqlite": "sqlite",
    "postgres": "postgresql+psycopg",
    "postgresql": "postgresql+psycopg",
    "postgresql+psycopg": "postgresql+psycopg",
}
LARGEST_PORT = 65535


def _read(text: str) -> str:
    try:
        url = make_url(text)
    except (ArgumentError, ValueError):
        url = URL.create("nothing")
    driver = DRIVERS.get(url.drivername)
    is_usable = text.isprintable() and (_is_file(url) if driver == "sqlite" else _is_server(url))
    if driver is None or not is_usable:
        raise ValueError("sqlite:///file or postgresql://host/name is needed")
    url = url.set(drivername=driver)
    if driver == "sqlite":
        # The one place: a relative path means the same file for every process.
        url = url.set(database=str(ROOT / (url.database or "")))
    return url.render_as_string(hide_password=False)


def _is_file(url: URL) -> bool:
    # In memory, each process would have a database of its own.
    is_kept = url.database and url.database != ":memory:" and not url.database.endswith("/")
    return bool(is_kept) and url.host is None


def _is_server(url: URL) -> bool:
    # Without a host it is a socket of this machine, which an option may name.
    is_place = not url.host or hosts.is_host(url.host.lower())
    return is_place and (url.port is None or 0 < url.port <= LARGEST_PORT) and bool(url.database)


DatabaseUrl = Annotated[str, AfterValidator(_read)]
