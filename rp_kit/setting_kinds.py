"""The kinds of text that settings are, checked whole: what would fail later fails at start."""

from collections.abc import Callable
from typing import Annotated

from pydantic import AfterValidator, Field, ValidationInfo
from sqlalchemy import make_url
from sqlalchemy.exc import ArgumentError

from rp_kit.ground.hosts import is_loopback, is_origin

DEMO_SECRET = "demo-"  # noqa: S105 (a mark that makes a secret refused, not a secret)
LARGEST_PORT = 65535


def _is_database(address: str) -> bool:
    try:
        url = make_url(address)
        url.get_dialect().import_dbapi()
    except (ArgumentError, ValueError, ImportError):
        return False
    is_server = url.get_backend_name() != "sqlite"
    has_place = bool(url.database) and (is_server or url.host is None)
    return has_place and (url.port is None or 0 < url.port <= LARGEST_PORT)


def is_public(told: ValidationInfo) -> bool:
    """Tell whether the service, by what was told so far, is reached by other machines."""
    # An address that cannot be read is a fault of its own.
    address = told.data.get("public_url")
    return address is not None and not is_loopback(address)


def _check_secret(secret: str, told: ValidationInfo) -> str:
    if secret.startswith(DEMO_SECRET) and is_public(told):
        raise ValueError("a demonstration secret, and the public address is not loopback")
    return secret


def _needed(is_right: Callable[[str], bool], what: str) -> AfterValidator:
    def check(text: str) -> str:
        if not is_right(text):
            raise ValueError(f"needed: {what}")
        return text

    return AfterValidator(check)


Secret = Annotated[str, Field(min_length=32), AfterValidator(_check_secret)]
Origin = Annotated[
    str, _needed(is_origin, "an origin such as https://soffi.example (http on loopback only)")
]
Database = Annotated[
    str, _needed(_is_database, "sqlite:///file, or another database whose driver is installed")
]
