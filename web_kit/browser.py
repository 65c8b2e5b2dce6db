"""The cookie that names the browser to an application: opaque, random, never a session itself."""

import secrets

from flask import Response

from web_kit.cookies import find_cookie, set_cookie
from web_kit.request_state import current_manners, request_state


def known_browser_id() -> str | None:
    """Return the id that the request carried; None if it carried none, or nonsense."""
    return find_cookie(current_manners().cookie_name)


def browser_id() -> str:
    """Return the browser's id; a new one, set by the answer, if it had none."""
    return request_state().new_browser_id or known_browser_id() or renew_browser_id()


def renew_browser_id() -> str:
    """Give the browser a new id (256 bits), so that one known to somebody else is worthless."""
    request_state().new_browser_id = new_id = secrets.token_urlsafe(32)
    return new_id


def keep_browser_id() -> None:
    """Leave the browser the id that it had: what the new one was for did not happen."""
    request_state().new_browser_id = None


def set_browser_cookie(response: Response) -> None:
    """Write the new id, if there is one, in the answer."""
    if new_id := request_state().new_browser_id:
        set_cookie(response, current_manners().cookie_name, new_id)
