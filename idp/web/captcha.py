"""The captcha's wire contract, the same as CaptchEtat's, so that any back end can stand behind it.

Source: CaptchEtat v2 implementation guide; its front end sends `get`, `c` and `t`, no more.
"""

from flask import Blueprint, jsonify, request
from flask.typing import ResponseReturnValue

from idp import settings
from idp.domain.captcha.actions import issue
from web_kit.browser import browser_id
from web_kit.routes import page

STYLES = frozenset({"captchaFR"})
PARAMETERS = frozenset({"get", "c", "t"})
#: The only form that asks for a code.
SIGN_IN = "sign_in"

blueprint = Blueprint("captcha", __name__)


@blueprint.get("/simple-captcha-endpoint")
@page
def show() -> ResponseReturnValue:
    """Give this browser a new challenge, as its uuid and its picture."""
    if settings.current().captcha == "off":
        return jsonify(error="not_found"), 404
    if not _is_well_formed():
        return jsonify(error="invalid_request"), 400
    if request.args["get"] != "image":
        return jsonify(error="not_found"), 404
    challenge = issue(SIGN_IN, browser_id())
    return jsonify(uuid=challenge.uuid, imageb64=challenge.image_data_uri)


def _is_well_formed() -> bool:
    given = dict(request.args.lists())
    return (
        PARAMETERS.issuperset(given)
        and all(len(values) == 1 for values in given.values())
        and request.args.get("get") in {"image", "sound"}
        and request.args.get("c") in STYLES
    )
