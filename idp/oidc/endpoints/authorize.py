"""The authorization endpoint (RFC 6749 section 3.1, OpenID Connect Core 3.1.2)."""

from urllib.parse import urlencode

from flask import Blueprint, redirect, request
from werkzeug.wrappers import Response

from idp import browser_session
from idp.oidc.authorization_request import validate
from idp.oidc.interaction import (
    AUTHORIZE_PATH,
    SIGN_IN_PATH,
    Interaction,
    read_parameters,
    refuse_if_silent,
    requirements,
    resume,
)
from web_kit.routes import protocol

blueprint = Blueprint("authorize", __name__)


@blueprint.get(AUTHORIZE_PATH)
@protocol
def authorize() -> Response:
    """Answer with a code, with an error, or with the page where the person signs in."""
    checked = validate(read_parameters(request.args))
    session = browser_session.current()
    if session is not None and not requirements(checked, session):
        return resume(Interaction(checked), session, by=browser_session.actor())
    refuse_if_silent(checked)
    return redirect(f"{SIGN_IN_PATH}?{checked.query}", 303)


@blueprint.post(AUTHORIZE_PATH)
@protocol
def authorize_by_post() -> Response:
    """Turn a form into an address: a POST from another site comes without the session cookie."""
    return redirect(f"{AUTHORIZE_PATH}?{urlencode(read_parameters(request.form))}", 303)
