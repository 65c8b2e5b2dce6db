"""Instants as an operator types and reads them: by the clocks of Paris."""

from datetime import UTC, date, datetime

import click

from idp.ground import clock

FIRST_YEAR, LAST_YEAR = 2000, 2199
FORMS = '"2026-11-25 08:00" (Paris time) or 2026-11-25T07:00Z'


class ParisInstant(click.ParamType[datetime]):
    """An option that holds an instant; without an offset from UTC it is Paris time."""

    name = "instant"

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> datetime:
        """Read an instant, in UTC. Raises click.BadParameter."""
        if isinstance(value, datetime):
            return value
        try:
            return parse_instant(str(value))
        except ValueError as error:
            self.fail(f"{value!r}: {error}", param, ctx)


def parse_instant(text: str) -> datetime:
    """Read an instant of the ISO 8601 calendar, with its hour, in UTC. Raises ValueError."""
    if _is_date(text):
        raise ValueError(f"an hour is missing, such as in {FORMS}")
    try:
        typed = datetime.fromisoformat(text)
        local = typed if typed.tzinfo else typed.replace(tzinfo=clock.PARIS)
        instant = local.astimezone(UTC)
    except (ValueError, OverflowError):
        raise ValueError(f"not a date and an hour, such as {FORMS}") from None
    if not FIRST_YEAR <= instant.year <= LAST_YEAR:
        raise ValueError(f"the year is not between {FIRST_YEAR} and {LAST_YEAR}")
    # When the clocks change, an hour of Paris comes twice, or not at all.
    if local.utcoffset() != local.replace(fold=1).utcoffset():
        raise ValueError(f"the clocks change then: add the offset from UTC, as in {text}+01:00")
    return instant


def _is_date(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def tell_instant(instant: datetime) -> str:
    """An instant by the clocks of Paris, to the minute."""
    return f"{instant.astimezone(clock.PARIS):%Y-%m-%d %H:%M}"
