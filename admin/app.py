"""The EFP Admin application."""

from flask import Flask, request

import rp_kit
import web_kit
from admin import errors, views
from admin.settings import HOOKS, SERVICE, manners
from idp import settings as provider_settings
from idp.domain import db
from idp.domain.db import set_reading
from web_kit.csrf import SAFE_METHODS


def create_app(provider: provider_settings.Settings, settings: rp_kit.Settings) -> Flask:
    """Build the application on the provider's database.

    Raises DatabaseDown if its own sessions cannot be kept.
    """
    app = Flask(__name__, static_folder=None)
    provider_settings.keep(app, provider)
    web_kit.setup(app, manners(settings))
    db.setup(app, provider.database_url)
    errors.setup(app)
    app.before_request(_begin)
    app.teardown_request(_end)
    rp_kit.setup(app, settings, SERVICE, HOOKS)
    app.register_blueprint(views.blueprint)
    return app


def _begin() -> None:
    # Looking at a page must not wait for the provider's writer (SQLite has one at a time).
    set_reading(request.method in SAFE_METHODS)


def _end(_error: BaseException | None) -> None:
    set_reading(False)
