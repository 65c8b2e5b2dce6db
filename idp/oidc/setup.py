"""Give an application the protocol: endpoints, keys, clients, and how errors are answered."""

import logging

from flask import Flask, make_response, render_template
from werkzeug.wrappers import Response

from idp.oidc.endpoints import authorize, end_session, token, userinfo
from idp.oidc.errors import ClientError, LocalError
from idp.oidc.responses import to_client

log = logging.getLogger(__name__)


def setup(app: Flask) -> None:
    """Register everything of the protocol but the prepared answers of `idp.wsgi`."""
    for module in (authorize, token, userinfo, end_session):
        app.register_blueprint(module.blueprint)
    app.register_error_handler(LocalError, _show)
    app.register_error_handler(ClientError, _send_back)


def _show(error: LocalError) -> Response:
    log.warning("request refused: %s", error)
    return make_response(
        render_template(
            "oidc/error.html",
            code=error.code,
            description=error.description,
        ),
        400,
    )


def _send_back(error: ClientError) -> Response:
    log.info("sent back to %s: %s %s", error.redirect_uri, error.code, error.description)
    return to_client(
        error.redirect_uri,
        {
            "error": error.code,
            "error_description": error.description or None,
            "state": error.state,
        },
    )
