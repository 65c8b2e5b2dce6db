"""The cookie by which a browser is recognised, long after its session ended.

It opens nothing: without it the holder of the account is told by mail of a new browser.
"""

from datetime import timedelta

from werkzeug.wrappers import Response

from idp import settings
from web_kit.cookies import find_cookie, set_cookie

NAME = "efp_browser"


def browser_token() -> str | None:
    """The token that this browser kept; None if it kept none, or nonsense."""
    return find_cookie(NAME)


def keep_browser_token(response: Response, token: str) -> None:
    """Have the browser keep `token` for as long as the database knows it."""
    life = timedelta(days=settings.current().sessions.known_browser_days)
    set_cookie(response, NAME, token, life)
