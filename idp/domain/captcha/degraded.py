"""What becomes of sign-in while the captcha is out of order: it stops, or goes on more slowly."""

from idp import settings
from idp.domain import audit, db
from idp.domain.actor import Actor
from idp.domain.captcha.actions import burn, issue
from idp.domain.captcha.errors import CaptchaRefused, CaptchaUnavailable


def goes_on_without() -> bool:
    """Whether this installation lets people sign in, under stricter limits, without captcha."""
    return settings.current().captcha_degraded == "throttle"


def goes_on_despite(failure: CaptchaUnavailable) -> bool:
    """The same, when the captcha failed like this: a crowd that anyone can make is no outage."""
    return goes_on_without() and failure.is_outage


def is_proved(challenge: str, answer: str, *, form: str, browser_id: str, by: Actor) -> bool:
    """Burn a challenge; False when the captcha is out of order and this form goes on without.

    Raises CaptchaRefused like `burn`, and CaptchaUnavailable where the captcha may not be left
    out. A form without challenge goes on only if no picture is to be had at this very moment:
    leaving the field out wins nothing.
    """
    try:
        if challenge or not goes_on_without():
            burn(challenge, answer, form=form, browser_id=browser_id, by=by)
            return True
        issue(form, browser_id, by=by)
    except CaptchaUnavailable as failure:
        if not goes_on_despite(failure):
            raise
        _record(failure, form, by)
        return False
    raise CaptchaRefused


def _record(failure: CaptchaUnavailable, form: str, by: Actor) -> None:
    cause = str(failure.data.get("cause", ""))
    with db.transaction() as connection:
        audit.record(connection, "captcha.degraded", by=by, data={"form": form, "cause": cause})
