"""Mails to the holder of an account."""

from datetime import datetime, timedelta

from idp.domain.known_browsers.names import BrowserNames
from idp.mail import Message


def new_browser_sign_in(
    *, to: str, name: str, at: datetime, browser: BrowserNames, service_label: str
) -> Message:
    """Tell a person that the account was opened from a browser never used for it before.

    `service_label` is empty when no service was asked for.
    """
    return Message(
        template="new_browser_sign_in",
        to=to,
        parameters={
            "name": name,
            "at": at.isoformat(),
            "browser": browser.family,
            "system": browser.system,
            "service": service_label,
        },
    )


def sign_in_paused(
    *, to: str, name: str, at: datetime, failures: int, pause: timedelta, is_known_browser: bool
) -> Message:
    """Tell a person that sign-ins failed so often that the next ones must wait.

    The last one failed `at`; the pause lasts that long at most. Browsers that were used for the
    account before are counted apart from all others, so one side or the other need not wait.
    """
    return Message(
        template="sign_in_paused",
        to=to,
        parameters={
            "name": name,
            "failures": failures,
            "at": at.isoformat(),
            "pause_seconds": int(pause.total_seconds()),
            "is_known_browser": is_known_browser,
        },
    )
