"""The demonstration's captcha, for programs that go through its pages: they cannot read pictures.

A challenge stays as good as it was: nothing is used up, nothing counts as played.
"""

from flask import Blueprint, Response, abort

from idp.domain.captcha.queries import find_code
from web_kit.routes import machine

blueprint = Blueprint("demo_captcha", __name__, url_prefix="/demo/captcha")


@blueprint.get("/<uuid>")
@machine
def show_code(uuid: str) -> Response:
    """The code of a challenge that may still be answered, as plain text."""
    code = find_code(uuid)
    if code is None:
        abort(404)
    return Response(code, mimetype="text/plain")
