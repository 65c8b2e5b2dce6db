"""Cookies, each an opaque random name that says nothing by itself."""

import re
from datetime import timedelta

from flask import request
from werkzeug.wrappers import Response

from web_kit.request_state import current_manners

_WELL_FORMED = re.compile(r"[A-Za-z0-9_-]{43}")


def find_cookie(name: str) -> str | None:
    """Return the value that the request carries under `name`; None for none, or nonsense."""
    value = request.cookies.get(_full_name(name), "")
    return value if _WELL_FORMED.fullmatch(value) else None


def set_cookie(response: Response, name: str, value: str, life: timedelta | None = None) -> None:
    """Have the browser keep a value for its `life`, or until it closes.

    Scripts and other sites' forms never get it; on https it is bound to this host and to TLS.
    """
    response.set_cookie(
        _full_name(name),
        value,
        max_age=life,
        path="/",
        secure=current_manners().is_https,
        httponly=True,
        samesite="Lax",
    )


def _full_name(name: str) -> str:
    # RFC 6265bis section 4.1.3.2: what the prefix promises, browsers check.
    return f"__Host-{name}" if current_manners().is_https else name
