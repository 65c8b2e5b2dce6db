"""One form sent twice, by a double click without script, counts once.

The second sending carries a cookie and a code that the first has used up, and a browser drops the
answer to the first. So a code that this very browser burnt a moment ago lets nobody in by itself;
but if the first sending began a session for the person whom the second names, the password, once
more, opens that same session. It tries no other account: a code is worth one attempt, as ever.
"""

import time
from threading import Lock

from idp import browser_session
from idp.domain import clock
from idp.domain.accounts.queries import is_address_of
from idp.domain.captcha.errors import CaptchaRefused, SentTwice
from idp.domain.captcha.queries import A_MOMENT, was_just_burnt
from idp.web import captcha_part
from idp.web.sign_in.forms import SignInForm
from web_kit.browser import browser_id

#: How long a second sending waits for the session that the first may begin: two seconds.
POLLS = 40
POLL_SECONDS = 0.05
#: One waits in each process. A burnt code can be sent again and again, at no cost: whoever does so
#: must not hold the few threads that serve everybody.
_waiting = Lock()


def check_captcha(form: SignInForm) -> bool:
    """Like `captcha_part.check`; SentTwice when the code went with a first sending.

    Raises CaptchaRefused, SentTwice, CaptchaUnavailable.
    """
    try:
        return captcha_part.check(form)
    except CaptchaRefused as refusal:
        is_wrong = refusal.data.get("reason") != "not_live"
        if is_wrong or not was_just_burnt(form.captcha_uuid.data or "", browser_id()):
            raise
        if not _wait_for_the_first(form.email.data):
            raise SentTwice from refusal
        return True


def _wait_for_the_first(email: str) -> bool:
    # The first sending may still be at its password. No transaction is open here meanwhile.
    if _has_just_signed_in(email):
        return True
    if not _waiting.acquire(blocking=False):
        return False
    try:
        for _ in range(POLLS):
            time.sleep(POLL_SECONDS)
            if _has_just_signed_in(email):
                return True
        return False
    finally:
        _waiting.release()


def _has_just_signed_in(email: str) -> bool:
    session = browser_session.begun_before()
    if session is None or session.authenticated_at <= clock.now() - A_MOMENT:
        return False
    return is_address_of(email, session.account_id)
