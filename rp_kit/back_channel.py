"""The provider's notices that a session has ended (Back-Channel Logout 1.0 section 2.5)."""

import logging

from flask import Request, Response, jsonify

from rp_kit.federation import Federation
from rp_kit.http import Unavailable
from rp_kit.oidc.errors import TokenRefused
from rp_kit.oidc.logout_token import read_logout_token
from rp_kit.sessions.database import DatabaseDown

_log = logging.getLogger(__name__)


def receive_notice(federation: Federation, request: Request) -> Response:
    """Take one notice: 200 when its sessions have ended, 400 for any reason that they have not.

    Never 500: section 2.8 knows 200 and 400 only, and the provider sends again after a 400.
    """
    tokens = request.form.getlist("logout_token")
    if len(tokens) != 1:
        return _answer(400, "exactly one logout_token is needed")
    try:
        notice = read_logout_token(federation.provider, federation.settings.client_id, tokens[0])
        is_new = federation.logout_notices.take(notice)
    except TokenRefused as error:
        _log.warning("logout token refused: %s", error)
        return _answer(400, "the logout token was refused")
    except (Unavailable, DatabaseDown) as error:
        _log.warning("logout notice not taken: %s", error)
        return _answer(400, "the logout token could not be handled now")
    return _answer(200) if is_new else _answer(400, "the logout token was used before")


def _answer(status: int, description: str = "") -> Response:
    response = jsonify(
        {"error": "invalid_request", "error_description": description} if description else {}
    )
    response.status_code = status
    response.headers["Cache-Control"] = "no-store"
    return response
