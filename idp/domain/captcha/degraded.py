"""What becomes of a form while the captcha is out of order: it closes, or goes on more slowly."""

from dataclasses import dataclass

from idp import settings
from idp.domain import audit, captcha, db
from idp.domain.actor import Actor
from idp.domain.captcha import Challenge
from idp.domain.captcha.errors import CaptchaRefused, CaptchaThrottled, CaptchaUnavailable


@dataclass(frozen=True, slots=True)
class Offer:
    """A challenge to show; or why the form is closed; or neither, when nothing is asked."""

    challenge: Challenge | None = None
    refusal: CaptchaThrottled | CaptchaUnavailable | None = None


def goes_on_without() -> bool:
    """Whether this installation lets people sign in, under stricter limits, without captcha."""
    return settings.current().captcha_degraded == "throttle"


def offer(form: str, browser_id: str, *, by: Actor) -> Offer:
    """What a page shows of the captcha: a crowd that anyone can make is no outage."""
    try:
        return Offer(captcha.issue(form, browser_id, by=by))
    except CaptchaUnavailable as failure:
        return Offer() if _goes_on_despite(failure) else Offer(refusal=failure)
    except CaptchaThrottled as refusal:
        return Offer(refusal=refusal)


def is_proved(challenge: str, answer: str, *, form: str, browser_id: str, by: Actor) -> bool:
    """Burn a challenge; False when the captcha is out of order and this form goes on without.

    Raises CaptchaRefused like `burn`, and CaptchaUnavailable where the captcha may not be left
    out. A form without challenge goes on only if no picture is to be had at this very moment:
    leaving the field out wins nothing.
    """
    try:
        if challenge or not goes_on_without():
            captcha.burn(challenge, answer, form=form, browser_id=browser_id, by=by)
            return True
        captcha.issue(form, browser_id, by=by)
    except CaptchaUnavailable as failure:
        if not _goes_on_despite(failure):
            raise
        _record(failure, form, by)
        return False
    raise CaptchaRefused


def _goes_on_despite(failure: CaptchaUnavailable) -> bool:
    return goes_on_without() and failure.is_outage


def _record(failure: CaptchaUnavailable, form: str, by: Actor) -> None:
    cause = str(failure.data.get("cause", ""))
    with db.transaction() as connection:
        audit.record(connection, "captcha.degraded", by=by, data={"form": form, "cause": cause})
