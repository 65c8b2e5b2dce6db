"""The captcha's part in a form: what the page shows of it, and what its answer proves."""

from typing import Protocol

from wtforms import HiddenField, StringField
from wtforms.validators import Optional

from idp import browser_session, settings
from idp.domain.captcha import degraded
from idp.domain.captcha.degraded import Offer
from web_kit.browser import browser_id


class FormWithCaptcha(Protocol):
    """A form that asks for a code; `captcha_form` is its name among `idp.web.captcha.FORMS`."""

    captcha_form: str
    captcha: StringField
    captcha_uuid: HiddenField

    def __contains__(self, field: str) -> bool: ...


def fit(form: FormWithCaptcha) -> None:
    """Take the code out where the captcha is off; let it be empty where people may go on without.

    Whether they may just now is the domain's to say, when the form is checked.
    """
    if settings.current().captcha == "off":
        del form.captcha
        del form.captcha_uuid
    elif degraded.goes_on_without() and not form.captcha_uuid.data:
        form.captcha.validators = [Optional()]


def offer(form: FormWithCaptcha) -> Offer:
    """A new challenge for this form, if it asks for one and there is one to be had."""
    if "captcha" not in form:
        return Offer()
    return degraded.offer(form.captcha_form, browser_id(), by=browser_session.actor())


def check(form: FormWithCaptcha) -> bool:
    """Burn the challenge of this form; False when people go on without captcha.

    Raises like `idp.domain.captcha.degraded.is_proved`.
    """
    if "captcha" not in form:
        return True
    return degraded.is_proved(
        form.captcha_uuid.data or "",
        form.captcha.data or "",
        form=form.captcha_form,
        browser_id=browser_id(),
        by=browser_session.actor(),
    )
