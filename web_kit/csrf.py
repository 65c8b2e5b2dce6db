"""Forms are accepted from our own pages only, checked in one place for all page routes.

The token is an HMAC of the browser's id: no state to keep, nothing that expires while a tired
person fills in a form, and worthless in another browser.
"""

import base64
import hashlib
import hmac

from flask import request
from werkzeug.exceptions import Forbidden

from web_kit.browser import browser_id, known_browser_id
from web_kit.request_state import current_manners

FIELD = "csrf_token"
SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS", "TRACE"})


class CsrfRefused(Forbidden):
    """A form that does not come from one of our pages in this browser."""


class TokenRefused(CsrfRefused):
    """It may come from one of our pages, but from before the browser's id changed."""


def csrf_token() -> str:
    """Return the token that a form of this browser must send back."""
    return _token(current_manners().secret_key, browser_id())


def check_csrf() -> None:
    """Raise CsrfRefused unless the request comes from our page, in the same browser."""
    if not _comes_from_our_site():
        raise CsrfRefused("cross-site request")
    known = known_browser_id()
    sent = request.form.get(FIELD, "")
    if known is None or not _is_good_token(sent, known):
        raise TokenRefused("missing or foreign token")


def _comes_from_our_site() -> bool:
    # Sec-Fetch-Site "none" is the person's own doing. "same-site" is not us: on localhost
    # every port is the same site.
    site = request.headers.get("Sec-Fetch-Site")
    if site not in (None, "same-origin", "none"):
        return False
    origin = request.headers.get("Origin")
    if origin is None or (origin == "null" and site == "same-origin"):
        return True
    return origin in current_manners().origins


def _is_good_token(sent: str, known: str) -> bool:
    manners = current_manners()
    keys = (manners.secret_key, *manners.secret_key_fallbacks)
    good = [hmac.compare_digest(sent.encode(), _token(key, known).encode()) for key in keys]
    return any(good)


def _token(key: str, identifier: str) -> str:
    digest = hmac.digest(key.encode(), b"csrf" + identifier.encode(), hashlib.sha256)
    return base64.urlsafe_b64encode(digest).rstrip(b"=").decode()
