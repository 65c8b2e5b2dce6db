"""The entry point of the server: prepared answers first, Flask for the rest.

Discovery and keys are asked for by machines, all the time: they cost microseconds here, and no
hook, session or limiter can touch them.
"""

import gc
import logging
from collections.abc import Callable, Iterable
from typing import Any

from flask import Flask
from werkzeug.http import parse_etags

from idp import settings
from idp.app import create_app
from idp.domain.accounts import passwords
from idp.oidc.discovery import JWKS_PATH, PATHS, prepared_jwks, prepared_metadata

log = logging.getLogger(__name__)

StartResponse = Callable[..., Any]
PREPARED_PATHS = frozenset({*PATHS, JWKS_PATH})
_HEADERS = [
    ("X-Content-Type-Options", "nosniff"),
    ("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'"),
    ("Referrer-Policy", "no-referrer"),
    # Public documents: tools that run in a browser read them too.
    ("Access-Control-Allow-Origin", "*"),
]
_TRANSPORT = [("Strict-Transport-Security", "max-age=63072000; includeSubDomains")]
_TRY_AGAIN = [("Retry-After", "5"), ("Cache-Control", "no-store"), ("Content-Length", "0")]


class Prepared:
    """A WSGI application that answers what is prepared and hands on what is not."""

    def __init__(self, app: Flask) -> None:
        self.app = app
        with app.app_context():
            self.metadata = prepared_metadata()
            is_https = settings.current().public_url.startswith("https://")
        self.headers = [*_HEADERS, *_TRANSPORT] if is_https else _HEADERS

    def __call__(self, environ: dict[str, Any], start_response: StartResponse) -> Iterable[bytes]:
        path = environ.get("PATH_INFO", "")
        if path in PREPARED_PATHS and environ["REQUEST_METHOD"] in ("GET", "HEAD"):
            return self._answer(environ, start_response, path)
        return self.app(environ, start_response)

    def _answer(
        self, environ: dict[str, Any], start_response: StartResponse, path: str
    ) -> Iterable[bytes]:
        try:
            body, etag, caching = self._find(path)
        except Exception:
            log.exception("no keys to publish")
            start_response("503 Service Unavailable", [*self.headers, *_TRY_AGAIN])
            return []
        headers = [("ETag", etag), ("Cache-Control", caching), *self.headers]
        # RFC 9110 section 13.1.2: the comparison is weak, and `*` is any.
        if parse_etags(environ.get("HTTP_IF_NONE_MATCH")).contains_weak(etag.strip('"')):
            start_response("304 Not Modified", headers)
            return []
        headers += [("Content-Type", "application/json"), ("Content-Length", str(len(body)))]
        start_response("200 OK", headers)
        return [] if environ["REQUEST_METHOD"] == "HEAD" else [body]

    def _find(self, path: str) -> tuple[bytes, str, str]:
        if path != JWKS_PATH:
            return self.metadata
        with self.app.app_context():
            return prepared_jwks()


def create() -> Prepared:
    """The application of a server process, from the environment's settings."""
    app = create_app(settings.load())
    with app.app_context():
        passwords.prepare()
    prepared = Prepared(app)
    # What is alive now lives as long as the process: the collector need not walk it again.
    gc.freeze()
    return prepared
