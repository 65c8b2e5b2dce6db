"""Installing `rp_kit` in a Flask application."""

import logging

from flask import Flask, Response

from rp_kit import failure_pages
from rp_kit.account_menu import find_account_menu
from rp_kit.federation import EXTENSION, Federation, Hooks, Service, current_federation
from rp_kit.http import Unavailable
from rp_kit.sessions.database import DatabaseDown
from rp_kit.settings import Settings
from rp_kit.views import blueprint

_log = logging.getLogger(__name__)


def setup(app: Flask, settings: Settings, service: Service, hooks: Hooks | None = None) -> None:
    """Give an application its sign-in, sign-out, guards and pages, and `account_menu` in templates.

    Raises DatabaseDown if sessions cannot be kept.
    """
    app.extensions[EXTENSION] = Federation(settings, service, hooks or Hooks())
    app.register_blueprint(blueprint)
    app.context_processor(_account_menu)
    app.register_error_handler(Unavailable, _provider_silent)
    app.register_error_handler(DatabaseDown, _out_of_order)


def _account_menu() -> dict[str, object]:
    federation = current_federation()
    menu = find_account_menu()
    if menu is not None:
        federation.hooks.on_sign_out_form(federation.settings.issuer)
    return {"account_menu": menu}


def _provider_silent(error: Exception) -> Response:
    _log.warning("the provider is silent: %s", error)
    return failure_pages.provider_silent()


def _out_of_order(error: Exception) -> Response:
    _log.error("the database of the sessions is down: %s", error)
    return failure_pages.out_of_order()
