"""Installing `rp_kit` in a Flask application."""

import logging
from collections.abc import Callable

from flask import Flask, Response

from rp_kit import failure_pages
from rp_kit.federation import EXTENSION, Federation, Service, do_nothing
from rp_kit.http import Unavailable
from rp_kit.person import ClaimsRefused
from rp_kit.sessions.database import DatabaseDown
from rp_kit.settings import Settings
from rp_kit.views import blueprint

_log = logging.getLogger(__name__)


def setup(
    app: Flask,
    settings: Settings,
    service: Service,
    *,
    on_sign_in: Callable[[], object] = do_nothing,
) -> Federation:
    """Give an application its sign-in, sign-out, guards and pages.

    `on_sign_in` runs in the request that opens a session: the place to renew what is bound to
    the browser. Raises DatabaseDown.
    """
    federation = Federation(settings, service, on_sign_in)
    app.extensions[EXTENSION] = federation
    app.register_blueprint(blueprint)
    app.register_error_handler(Unavailable, _provider_silent)
    app.register_error_handler(ClaimsRefused, _provider_silent)
    app.register_error_handler(DatabaseDown, _out_of_order)
    return federation


def _provider_silent(error: Exception) -> Response:
    _log.warning("the provider is silent: %s", error)
    return failure_pages.provider_silent()


def _out_of_order(error: Exception) -> Response:
    _log.error("the database of the sessions is down: %s", error)
    return failure_pages.out_of_order()
