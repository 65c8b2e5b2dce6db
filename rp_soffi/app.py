"""The SOFFi application."""

from flask import Flask

import rp_kit
import web_kit
from rp_soffi import views
from rp_soffi.settings import HOOKS, SERVICE, manners


def create_app(settings: rp_kit.Settings) -> Flask:
    """Build the application. Raises DatabaseDown if its sessions cannot be kept."""
    app = Flask(__name__, static_folder=None)
    web_kit.setup(app, manners(settings))
    rp_kit.setup(app, settings, SERVICE, HOOKS)
    app.register_blueprint(views.blueprint)
    return app
