"""The security headers of every answer."""

from flask import Response

from web_kit.addresses import origin_of
from web_kit.manners import Manners
from web_kit.request_state import request_state

_BASE = {"X-Content-Type-Options": "nosniff"}
_HTTPS = {"Strict-Transport-Security": "max-age=63072000; includeSubDomains"}
_MACHINE = {
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
    "Referrer-Policy": "no-referrer",
}
_PAGE = {
    # Not "no-referrer": browsers would then send "Origin: null" with our own forms.
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": (
        "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()"
    ),
}
_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; "
    "connect-src 'self'; media-src 'self'; manifest-src 'self'; img-src 'self' data:; "
    "base-uri 'none'; object-src 'none'; frame-ancestors 'none'; form-action 'self'"
)


def allow_form_action(origin: str) -> None:
    """Let the forms of this answer lead to another origin too.

    Browsers apply `form-action` to the redirects that follow a form. Raises ValueError if the
    value is not an http(s) origin.
    """
    if origin_of(origin) != origin:
        raise ValueError(f"not an origin: {origin!r}")
    request_state().form_action_origins.append(origin)


def set_security_headers(response: Response, manners: Manners) -> None:
    """Add the headers that the class of the route calls for."""
    response.headers.update(_BASE)
    if manners.is_https:
        response.headers.update(_HTTPS)
    state = request_state()
    if state.route_class == "machine":
        response.headers.update(_MACHINE)
        response.headers.setdefault("Cache-Control", "no-store")
        return
    response.headers.update(_PAGE)
    policy = " ".join([_POLICY, *state.form_action_origins])
    response.headers["Content-Security-Policy"] = policy
    if response.mimetype == "text/html" or "Cache-Control" not in response.headers:
        response.headers["Cache-Control"] = "no-store"
