"""The token endpoint (RFC 6749 section 3.2)."""

from authlib.oauth2.rfc6749 import InvalidGrantError, InvalidRequestError, OAuth2Error
from flask import Blueprint, Response, request

from idp.domain.grants.errors import CodeRefused
from idp.oidc import parameters
from idp.oidc.request import ProtocolRequest
from idp.oidc.server import server
from web_kit.routes import machine

blueprint = Blueprint("token", __name__)


@blueprint.post("/token")
@machine
def token() -> Response:
    """Exchange a code for tokens. Parameters come in the body; a query is refused."""
    try:
        form = _read_form()
    except OAuth2Error as error:
        return server.handle_response(*error())
    response: Response = server.create_token_response(
        ProtocolRequest("POST", request.headers, form)
    )
    return response


@blueprint.errorhandler(CodeRefused)
def refuse_code(_refusal: CodeRefused) -> Response:
    """What made the code unusable is for the journal alone."""
    error = InvalidGrantError("The code is unknown, expired or already used.")
    return server.handle_response(*error())


def _read_form() -> dict[str, str]:
    if request.query_string:
        raise InvalidRequestError("Parameters belong in the body.")
    if request.mimetype != "application/x-www-form-urlencoded":
        raise InvalidRequestError("The body must be application/x-www-form-urlencoded.")
    if len(request.headers.getlist("Authorization")) > 1:
        raise InvalidRequestError("Only one Authorization header may be sent.")
    return parameters.read(request.form)
