"""The provider, put together."""

from flask import Flask

import idp.demo.captcha
import idp.demo.messages
import idp.oidc.setup
import idp.web.setup
from idp import edge, health, settings
from idp.domain import db
from idp.settings import Settings
from web_kit import Manners, gallery
from web_kit import setup as set_up_web_kit
from web_kit.logs import setup_logging


def create_app(present: Settings) -> Flask:
    """The provider's application for these settings."""
    app = edge.Application(__name__, static_folder=None)
    settings.keep(app, present)
    setup_logging("INFO", json=present.log_format == "json")
    set_up_web_kit(app, _manners(present))
    db.setup(app, present.database_url)
    edge.setup(app)
    idp.oidc.setup.setup(app)
    idp.web.setup.setup(app)
    app.register_blueprint(health.blueprint)
    if present.env == "demo":
        app.register_blueprint(idp.demo.messages.blueprint)
        if present.is_loopback:  # whoever can ask it needs no eyes: never beyond this machine
            app.register_blueprint(idp.demo.captcha.blueprint)
    if present.env != "production" and present.is_loopback:
        app.register_blueprint(gallery.blueprint, url_prefix="/demo/composants")
    return app


def _manners(present: Settings) -> Manners:
    return Manners(
        public_url=present.public_url,
        cookie_name="efp_sid",
        secret_key=present.secret_key,
        secret_key_fallbacks=present.secret_key_fallbacks,
        site_name="EFP Connect",
        site_tagline="Un seul compte pour les services de l’emploi et de la formation",
        brand=present.brand,
        is_demonstration=present.env != "production",
        trusted_proxies=present.trusted_proxies,
    )
