"""The entry point of the server: prepared answers first, Flask for the rest.

Discovery, keys and the liveness probe are asked for by machines, all the time: they cost
microseconds here, and no hook, session or limiter can touch them.
"""

import gc
from collections.abc import Callable, Iterable
from typing import Any

from flask import Flask

from idp import settings
from idp.app import create_app
from idp.oidc.discovery import JWKS_PATH, PATHS, prepared_jwks, prepared_metadata

StartResponse = Callable[..., Any]
PREPARED_PATHS = frozenset({*PATHS, JWKS_PATH})
_SECURITY = [
    ("X-Content-Type-Options", "nosniff"),
    ("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'"),
    ("Referrer-Policy", "no-referrer"),
]


class Prepared:
    """A WSGI application that answers what is prepared and hands on what is not."""

    def __init__(self, app: Flask) -> None:
        self.app = app
        with app.app_context():
            self.metadata = prepared_metadata()

    def __call__(self, environ: dict[str, Any], start_response: StartResponse) -> Iterable[bytes]:
        path = environ.get("PATH_INFO", "")
        if path in PREPARED_PATHS and environ["REQUEST_METHOD"] in ("GET", "HEAD"):
            return _answer(environ, start_response, *self._find(path))
        return self.app(environ, start_response)

    def _find(self, path: str) -> tuple[bytes, str, str]:
        if path != JWKS_PATH:
            return self.metadata
        with self.app.app_context():
            return prepared_jwks()


def _answer(
    environ: dict[str, Any], start_response: StartResponse, body: bytes, etag: str, caching: str
) -> Iterable[bytes]:
    headers = [("ETag", etag), ("Cache-Control", caching), *_SECURITY]
    if environ.get("HTTP_IF_NONE_MATCH") == etag:
        start_response("304 Not Modified", headers)
        return []
    headers += [("Content-Type", "application/json"), ("Content-Length", str(len(body)))]
    start_response("200 OK", headers)
    return [] if environ["REQUEST_METHOD"] == "HEAD" else [body]


def create() -> Prepared:
    """The application of a server process, from the environment's settings."""
    prepared = Prepared(create_app(settings.load()))
    # What is alive now lives as long as the process: the collector need not walk it again.
    gc.freeze()
    return prepared
