"""The address that a person asked for, kept while they sign in."""

import re
from urllib.parse import quote

from flask import Request

from rp_kit.settings import Settings

_MAX_CHARACTERS = 2000
#: One slash, then printable ASCII without a backslash, which browsers read as a slash.
_LOCAL_PATH = re.compile(r"/(?!/)[!-\[\]-~]*")


def asked_path(request: Request, default: str) -> str:
    """Return path and query of the request; `default` if it is too long or looks like a trap."""
    path = quote(request.path, safe="/:@!$&'()*+,;=~-._")
    if request.query_string:
        path += "?" + request.query_string.decode("latin-1")
    is_local = len(path) <= _MAX_CHARACTERS and _LOCAL_PATH.fullmatch(path)
    return path if is_local else default


def is_navigation(request: Request) -> bool:
    """Tell whether the browser is opening a page, so that it may be led elsewhere and back."""
    if request.method not in ("GET", "HEAD"):
        return False
    # Fetch Metadata: scripts that fetch could not follow a redirect to the provider.
    return request.headers.get("Sec-Fetch-Mode", "navigate") == "navigate"


def absolute(settings: Settings, path: str) -> str:
    """Return a path as an address of this service: no path can lead out of it."""
    return settings.public_url + path
