"""How French says when, and for how long: for mails and for the sentences of errors."""

from datetime import datetime
from math import ceil

from idp.ground import clock

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


def date(at: datetime) -> str:
    """The day of an instant in the calendar of Paris, such as "1er décembre 2026"."""
    local = at.astimezone(clock.PARIS)
    day = "1er" if local.day == 1 else str(local.day)
    return f"{day} {MONTHS[local.month - 1]} {local.year}"


def hour(at: datetime) -> str:
    """The time of an instant by the clocks of Paris, such as "8 h 05", never cut in two."""
    local = at.astimezone(clock.PARIS)
    return f"{local.hour}\u00a0h\u00a0{local.minute:02d}"


def moment(at: datetime) -> str:
    """An instant by the calendar and the clocks of Paris, which it names."""
    return f"{date(at)} à {hour(at)}, heure de Paris"


def duration(seconds: float) -> str:
    """A time to wait, in whole minutes that are enough, one at least."""
    minutes = max(1, ceil(seconds / 60))
    return "une minute" if minutes == 1 else f"{minutes} minutes"
