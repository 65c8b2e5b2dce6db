"""The captcha's wire contract, the same as CaptchEtat's, so that any back end can stand behind it.

Source: CaptchEtat v2 implementation guide; its front end sends `get`, `c` and `t`, no more.
"""

import io
import re
from http import HTTPStatus

from flask import Blueprint, jsonify, make_response, request, send_file
from werkzeug.wrappers import Response

from idp import browser_session, settings
from idp.domain.captcha.actions import issue, speak
from idp.domain.captcha.errors import CaptchaRefused
from idp.domain.errors import DomainError, Unavailable
from idp.domain.throttling.errors import Throttled
from web_kit.browser import browser_id
from web_kit.routes import page

STYLES = frozenset({"captchaFR"})
PARAMETERS = frozenset({"get", "c", "t"})
#: The only form that asks for a code.
SIGN_IN = "sign_in"

_UUID = re.compile(r"[0-9A-Za-z-]{8,36}")

blueprint = Blueprint("captcha", __name__)


@blueprint.get("/simple-captcha-endpoint")
@page
def show() -> Response:
    """Give this browser a new challenge, as its uuid and its picture; or one of its own to hear."""
    if settings.current().captcha == "off":
        return _error("not_found", HTTPStatus.NOT_FOUND)
    if not _is_well_formed():
        return _error("invalid_request", HTTPStatus.BAD_REQUEST)
    try:
        return _picture() if request.args["get"] == "image" else _sound(request.args["t"])
    except CaptchaRefused:
        return _error("not_found", HTTPStatus.NOT_FOUND)
    except Throttled as refusal:
        return _error("too_many_requests", HTTPStatus.TOO_MANY_REQUESTS, refusal)
    except Unavailable as failure:
        return _error("unavailable", HTTPStatus.SERVICE_UNAVAILABLE, failure)


def _picture() -> Response:
    challenge = issue(SIGN_IN, browser_id(), by=browser_session.actor())
    return jsonify(uuid=challenge.uuid, imageb64=challenge.image_data_uri)


def _sound(challenge: str) -> Response:
    # In parts when asked so (RFC 9110 section 14): some browsers play nothing else. A range that
    # cannot be read is ignored, as is one of another unit.
    part = request.range if request.range and request.range.units == "bytes" else None
    sound = speak(
        challenge,
        browser_id=browser_id(),
        by=browser_session.actor(),
        goes_on=part is not None and part.ranges[0][0] not in (0, None),
    )
    is_part = part is not None
    response = send_file(io.BytesIO(sound), "audio/x-wav", etag=False, conditional=is_part)
    response.headers["Cache-Control"] = "no-store"
    return response


def _is_well_formed() -> bool:
    given = dict(request.args.lists())
    return (
        PARAMETERS.issuperset(given)
        and all(len(values) == 1 for values in given.values())
        and request.args.get("c") in STYLES
        and (request.args.get("get") == "image" or _asks_to_hear())
    )


def _asks_to_hear() -> bool:
    is_named = _UUID.fullmatch(request.args.get("t", "")) is not None
    return request.args.get("get") == "sound" and is_named


def _error(code: str, status: HTTPStatus, why: DomainError | None = None) -> Response:
    response = make_response(jsonify(error=code), status)
    if why is not None and "retry_after" in why.data:
        response.headers["Retry-After"] = str(why.data["retry_after"])
    return response
