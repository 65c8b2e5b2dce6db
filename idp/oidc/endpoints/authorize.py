"""The authorization endpoint (RFC 6749 section 3.1, OpenID Connect Core 3.1.2)."""

from urllib.parse import urlencode

from flask import Blueprint, redirect, request
from werkzeug.wrappers import Response

from idp import browser_session
from idp.oidc.interaction import AUTHORIZE_PATH, read_client, read_parameters, resume
from web_kit.routes import protocol

blueprint = Blueprint("authorize", __name__)


@blueprint.get(AUTHORIZE_PATH)
@protocol
def authorize() -> Response:
    """Answer with a code, with an error, or with the page where the person does what is missing."""
    asked = read_client(request.args)
    return resume(asked, browser_session.current(), by=browser_session.actor())


@blueprint.post(AUTHORIZE_PATH)
@protocol
def authorize_by_post() -> Response:
    """Turn a form into an address: a POST from another site comes without the session cookie."""
    return redirect(f"{AUTHORIZE_PATH}?{urlencode(read_parameters(request.form))}", 303)
