"""The cookie by which a browser is recognised, long after its session ended.

It opens nothing: without it the holder of the account is told by mail of a new browser.
"""

import re
from datetime import timedelta

from flask import request
from werkzeug.wrappers import Response

from idp import settings

NAME = "efp_browser"
_WELL_FORMED = re.compile(r"[A-Za-z0-9_-]{43}")


def browser_token() -> str | None:
    """The token that this browser kept; None if it kept none, or nonsense."""
    value = request.cookies.get(_cookie_name(), "")
    return value if _WELL_FORMED.fullmatch(value) else None


def keep_browser_token(response: Response, token: str) -> None:
    """Have the browser keep `token` for as long as the database knows it."""
    response.set_cookie(
        _cookie_name(),
        token,
        max_age=timedelta(days=settings.current().sessions.known_browser_days),
        path="/",
        secure=_is_https(),
        httponly=True,
        samesite="Lax",
    )


def _cookie_name() -> str:
    return f"__Host-{NAME}" if _is_https() else NAME


def _is_https() -> bool:
    return settings.current().public_url.startswith("https://")
