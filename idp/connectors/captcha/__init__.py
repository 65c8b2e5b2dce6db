"""The captcha of an installation: drawn and spoken here, or by the State's CaptchEtat."""

from flask import current_app

from idp import settings
from idp.connectors.captcha.captchetat import CaptchEtat
from idp.connectors.captcha.interface import Captcha, Picture
from idp.connectors.captcha.local import LocalCaptcha

_KEPT = "efp-captcha"

__all__ = ["Captcha", "Picture", "current"]


def current() -> Captcha:
    """The captcha of the application at work, made when first asked for."""
    if _KEPT not in current_app.extensions:
        current_app.extensions.setdefault(_KEPT, _make(settings.current()))
    captcha: Captcha = current_app.extensions[_KEPT]
    return captcha


def _make(present: settings.Settings) -> Captcha:
    return CaptchEtat(present.captchetat) if present.captcha == "captchetat" else LocalCaptcha()
