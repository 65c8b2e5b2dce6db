"""Mails to the holder of an account."""

from datetime import datetime

from idp.domain import clock
from idp.mail import Message

MONTHS = (
    "janvier",
    "février",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "août",
    "septembre",
    "octobre",
    "novembre",
    "décembre",
)
KNOWN_BROWSER = (
    "un navigateur que vous avez déjà utilisé pour ce compte, ou par un autre accès à Internet"
)
OTHER_BROWSER = "un autre navigateur"


def new_browser_sign_in(
    *, to: str, name: str, at: datetime, browser: str, service_label: str
) -> Message:
    """Tell a person that the account was opened from a browser never used for it before.

    `at` is told by the clocks of Paris; `service_label` is empty when no service was asked for.
    """
    local = at.astimezone(clock.PARIS)
    return Message(
        template="new_browser_sign_in",
        to=to,
        parameters={
            "name": name,
            "date": _date(local),
            "hour": _hour(local),
            "browser": browser,
            "service": service_label,
        },
    )


def sign_in_paused(
    *, to: str, name: str, at: datetime, failures: int, minutes: int, was_known_browser: bool
) -> Message:
    """Tell a person that sign-ins failed so often that the next ones must wait.

    The last one failed `at`; the pause lasts `minutes` at most. Browsers that were used for the
    account before are counted apart from all others, so one side or the other need not wait.
    """
    local = at.astimezone(clock.PARIS)
    return Message(
        template="sign_in_paused",
        to=to,
        parameters={
            "name": name,
            "failures": str(failures),
            "date": _date(local),
            "hour": _hour(local),
            "pause": "une minute" if minutes == 1 else f"{minutes} minutes",
            "elsewhere": OTHER_BROWSER if was_known_browser else KNOWN_BROWSER,
        },
    )


def _date(local: datetime) -> str:
    day = "1er" if local.day == 1 else str(local.day)
    return f"{day} {MONTHS[local.month - 1]} {local.year}"


def _hour(local: datetime) -> str:
    return f"{local.hour}\u00a0h\u00a0{local.minute:02d}"  # never cut in two
