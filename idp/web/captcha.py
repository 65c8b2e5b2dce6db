"""The captcha's wire contract, the same as CaptchEtat's, so that any back end can stand behind it.

Source: CaptchEtat v2 implementation guide; its front end sends `get`, `c` and `t`, no more. Ours
adds `form`: a code is good for the form that it was asked for.
"""

import re

from flask import Blueprint, jsonify, make_response, request
from werkzeug.datastructures import Range
from werkzeug.exceptions import (
    BadRequest,
    HTTPException,
    NotFound,
    RequestedRangeNotSatisfiable,
)
from werkzeug.wrappers import Response

from idp import browser_session, settings
from idp.domain import captcha
from idp.domain.captcha.errors import CaptchaRefused
from idp.domain.captcha.queries import find_sound_bytes
from idp.error_answers import http_error
from idp.ground.errors import DomainError
from web_kit.browser import browser_id
from web_kit.error_texts import code_for
from web_kit.routes import page

STYLES = frozenset({"captchaFR"})
PARAMETERS = frozenset({"get", "c", "t", "form"})
#: The forms that ask for a code. A page names its own; to name another one wins nothing, since
#: the page of that form gives the same code to everybody.
FORMS = frozenset({"sign_in"})
#: CaptchEtat's own front end names no form.
UNNAMED = "sign_in"

_TYPES = {"image": "application/json", "sound": "audio/x-wav"}
_UUID = re.compile(r"[0-9A-Za-z-]{8,36}")

blueprint = Blueprint("captcha", __name__)


@blueprint.get("/simple-captcha-endpoint")
@page
def show() -> Response:
    """Give this browser a new challenge, as its uuid and its picture; or one of its own to hear."""
    if settings.current().captcha == "off":
        raise NotFound
    if not _is_well_formed():
        raise BadRequest
    asked = request.args["get"]
    if request.method == "HEAD":
        # Neither a new challenge nor a play: it leaves out what only they would tell (RFC 9110
        # section 9.3.2).
        return Response(mimetype=_TYPES[asked])
    return _picture() if asked == "image" else _sound(request.args["t"])


@blueprint.errorhandler(HTTPException)
def refuse(error: HTTPException) -> Response:
    """Answer a program, whoever refused its request: this view, or the limits before it."""
    given = error.get_response(request.environ)
    response = make_response(jsonify(error=code_for(given.status_code)), given.status_code)
    for name in ("Content-Range", "Retry-After"):
        if name in given.headers:
            response.headers[name] = given.headers[name]
    return response


@blueprint.errorhandler(DomainError)
def refuse_fact(error: DomainError) -> Response:
    """The same for what the captcha refuses: a code that is not this browser's is not there."""
    return refuse(NotFound() if isinstance(error, CaptchaRefused) else http_error(error))


def _picture() -> Response:
    challenge = captcha.issue(_form(), browser_id(), by=browser_session.actor())
    return jsonify(uuid=challenge.uuid, imageb64=challenge.image_data_uri)


def _form() -> str:
    return request.args.get("form", UNNAMED)


def _sound(challenge: str) -> Response:
    length = find_sound_bytes()
    part = _asked_part()
    if part and length and part.range_for_length(length) is None:
        raise RequestedRangeNotSatisfiable(length)  # for a part that is not there nothing is spoken
    goes_on = part is not None and part.ranges[0][0] != 0
    by = browser_session.actor()
    sound = captcha.speak(challenge, browser_id=browser_id(), by=by, goes_on=goes_on)
    response = Response(sound, mimetype=_TYPES["sound"])
    response.headers["Cache-Control"] = "no-store"
    response.accept_ranges = "bytes"
    return response.make_conditional(request, True, len(sound)) if part else response


def _asked_part() -> Range | None:
    # Some browsers play nothing that does not come in parts (RFC 9110 section 14). A range that
    # cannot be read is ignored, as is one of another unit, or of several parts.
    asked = request.range
    return asked if asked and asked.units == "bytes" and len(asked.ranges) == 1 else None


def _is_well_formed() -> bool:
    given = dict(request.args.lists())
    return (
        PARAMETERS.issuperset(given)
        and all(len(values) == 1 for values in given.values())
        and request.args.get("c") in STYLES
        and _form() in FORMS
        and (request.args.get("get") == "image" or _asks_to_hear())
    )


def _asks_to_hear() -> bool:
    is_named = _UUID.fullmatch(request.args.get("t", "")) is not None
    return request.args.get("get") == "sound" and is_named
