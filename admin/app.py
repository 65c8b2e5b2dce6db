"""The EFP Admin application."""

from flask import Flask

import rp_kit
import web_kit
from admin import views
from admin.settings import HOOKS, SERVICE, manners
from idp import edge, error_answers
from idp import settings as provider_settings
from idp.domain import db


def create_app(provider: provider_settings.Settings, settings: rp_kit.Settings) -> Flask:
    """Build the application on the provider's database.

    Raises DatabaseDown if its own sessions cannot be kept.
    """
    app = edge.Application(__name__, static_folder=None)
    provider_settings.keep(app, provider)
    web_kit.setup(app, manners(settings, provider))
    db.setup(app, provider.database_url)
    edge.setup(app)
    error_answers.setup(app)
    rp_kit.setup(app, settings, SERVICE, HOOKS)
    app.register_blueprint(views.blueprint)
    return app
