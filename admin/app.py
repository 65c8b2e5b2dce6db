"""The EFP Admin application."""

from flask import Flask, request

import rp_kit
import web_kit
from admin import views
from admin.settings import SERVICE, manners
from idp import settings as provider_settings
from idp.domain import db
from idp.domain.db import set_reading
from web_kit.browser import renew_browser_id
from web_kit.csrf import SAFE_METHODS
from web_kit.headers import allow_form_action


def create_app(provider: provider_settings.Settings, settings: rp_kit.Settings) -> Flask:
    """Build the application on the provider's database.

    Raises DatabaseDown if its own sessions cannot be kept.
    """
    app = Flask(__name__, static_folder=None)
    provider_settings.keep(app, provider)
    web_kit.setup(app, manners(settings))
    db.setup(app, provider.database_url)
    app.before_request(_begin)
    app.teardown_request(_end)
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


def _begin() -> None:
    # Looking at a page must not wait for the provider's writer (SQLite has one at a time).
    set_reading(request.method in SAFE_METHODS)


def _end(_error: BaseException | None) -> None:
    set_reading(False)
