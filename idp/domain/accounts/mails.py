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
            "hour": f"{local.hour} h {local.minute:02d}",
            "browser": browser,
            "service": service_label,
        },
    )


def _date(local: datetime) -> str:
    day = "1er" if local.day == 1 else str(local.day)
    return f"{day} {MONTHS[local.month - 1]} {local.year}"
