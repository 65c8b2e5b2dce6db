"""The captcha's part in the sign-in form: what the page shows of it, and what its answer proves."""

from dataclasses import dataclass

from idp import browser_session
from idp.domain.captcha.actions import Challenge, issue
from idp.domain.captcha.degraded import goes_on_despite, is_proved
from idp.domain.captcha.errors import CaptchaThrottled, CaptchaUnavailable
from idp.domain.errors import DomainError
from idp.web.captcha import SIGN_IN
from idp.web.sign_in.forms import SignInForm
from web_kit.browser import browser_id


@dataclass(frozen=True, slots=True)
class CaptchaPart:
    """A challenge to show; or why the form is closed; or neither, when nothing is asked."""

    challenge: Challenge | None = None
    refusal: DomainError | None = None


def prepare(form: SignInForm) -> CaptchaPart:
    """A new challenge for this form, if it asks for one and there is one to be had."""
    if "captcha" not in form:
        return CaptchaPart()
    try:
        return CaptchaPart(issue(SIGN_IN, browser_id(), by=browser_session.actor()))
    except CaptchaUnavailable as failure:
        return CaptchaPart() if goes_on_despite(failure) else CaptchaPart(refusal=failure)
    except CaptchaThrottled as refusal:
        return CaptchaPart(refusal=refusal)


def check(form: SignInForm) -> bool:
    """Burn the challenge of this form; False when sign-in goes on without captcha.

    Raises like `idp.domain.captcha.degraded.is_proved`.
    """
    if "captcha" not in form:
        return True
    return is_proved(
        form.captcha_uuid.data or "",
        form.captcha.data or "",
        form=SIGN_IN,
        browser_id=browser_id(),
        by=browser_session.actor(),
    )
