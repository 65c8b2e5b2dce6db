"""The EDOF application."""

from flask import Flask

import rp_kit
import web_kit
from rp_edof import views
from rp_edof.settings import SERVICE, manners
from web_kit.browser import renew_browser_id
from web_kit.headers import allow_form_action


def create_app(settings: rp_kit.Settings) -> Flask:
    """Build the application. Raises DatabaseDown if its sessions cannot be kept."""
    app = Flask(__name__, static_folder=None)
    web_kit.setup(app, manners(settings))
    rp_kit.setup(app, settings, SERVICE, on_sign_in=renew_browser_id)
    app.register_blueprint(views.blueprint)
    app.context_processor(account_menu)
    return app


def account_menu() -> dict[str, object]:
    """Give each page the profile menu; its sign-out form ends at the provider."""
    menu = rp_kit.find_account_menu()
    if menu is not None:
        allow_form_action(rp_kit.current_federation().settings.issuer)
    return {"account_menu": menu}
