"""The only place that asks what time it is.

`EFP_CLOCK_OFFSET` (`+40d`, `-31s`, `+2h`) moves every instant of a process, issuing and
validating tokens included, so that what takes a year can be tried in a second.
"""

import re
import time
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

PARIS = ZoneInfo("Europe/Paris")
_OFFSET = re.compile(r"([+-])(\d{1,6})([smhd])", re.ASCII)
_FURTHEST = timedelta(days=36525)
_UNITS = {"s": "seconds", "m": "minutes", "h": "hours", "d": "days"}
_offset = timedelta()


def parse_offset(text: str) -> timedelta:
    """Read an offset such as `+40d`; the empty text is no offset.

    Raises ValueError when the text is not a sign, a whole number and one of s, m, h, d, or
    leads further than a century.
    """
    if not text:
        return timedelta()
    match = _OFFSET.fullmatch(text)
    if match is None:
        raise ValueError("expected a sign, a whole number and s, m, h or d, such as +2h")
    sign, number, unit = match.groups()
    offset = timedelta(**{_UNITS[unit]: int(number)})
    if offset > _FURTHEST:
        raise ValueError("expected a century at most")
    return -offset if sign == "-" else offset


def set_offset(offset: timedelta) -> None:
    """Move the clock of this process by `offset` from the machine's time."""
    global _offset
    _offset = offset


def now() -> datetime:
    """The present instant, aware, in UTC."""
    return datetime.fromtimestamp(time.time(), UTC) + _offset


def timestamp() -> int:
    """The present instant as whole seconds since 1970 (RFC 7519 NumericDate)."""
    return int(time.time() + _offset.total_seconds())


def today() -> date:
    """Today's date in the calendar of Paris, by which habilitations end."""
    return now().astimezone(PARIS).date()
