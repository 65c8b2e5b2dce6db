"""Answers to the client by way of the browser: always with `iss` (RFC 9207), always 303.

303 turns the POST of a password into a GET: 307 would send the password on (RFC 9700 4.12).
"""

from urllib.parse import urlencode

from flask import redirect
from werkzeug.wrappers import Response

from idp import settings


def to_client(redirect_uri: str, parameters: dict[str, str | None]) -> Response:
    """Send the browser back to a registered address with these parameters, `iss` and no-store."""
    given = {name: value for name, value in parameters.items() if value is not None}
    query = urlencode({**given, "iss": settings.current().public_url})
    joint = "&" if "?" in redirect_uri else "?"
    response = redirect(f"{redirect_uri}{joint}{query}", 303)
    response.headers["Cache-Control"] = "no-store"
    return response
