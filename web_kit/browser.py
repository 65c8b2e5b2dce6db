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
    state = request_state()
    if state.browser_id is None:
        state.browser_id = known_browser_id()
    return state.browser_id or renew_browser_id()


def renew_browser_id() -> str:
    """Give the browser a new id (256 bits), so that one known to somebody else is worthless."""
    state = request_state()
    state.browser_id = secrets.token_urlsafe(32)
    state.is_browser_id_changed = True
    return state.browser_id


def keep_browser_id() -> None:
    """Leave the browser the id that it had: what the new one was for did not happen."""
    state = request_state()
    state.browser_id = None
    state.is_browser_id_changed = False


def set_browser_cookie(response: Response) -> None:
    """Write the change of id, if there was one, in the answer."""
    state = request_state()
    if state.browser_id is None or not state.is_browser_id_changed:
        return
    set_cookie(response, current_manners().cookie_name, state.browser_id)
