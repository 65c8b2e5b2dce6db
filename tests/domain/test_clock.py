"""The clock: offsets, and the calendar of Paris."""

from datetime import UTC, date, datetime, timedelta

import pytest

from idp.domain import clock as provider_clock
from tests.fixtures.clocks import MovedClock


@pytest.mark.parametrize(
    ("text", "offset"),
    [
        ("", timedelta()),
        ("+40d", timedelta(days=40)),
        ("-31s", timedelta(seconds=-31)),
        ("+2h", timedelta(hours=2)),
        ("+5m", timedelta(minutes=5)),
    ],
)
def test_an_offset_is_read(text: str, offset: timedelta) -> None:
    assert provider_clock.parse_offset(text) == offset


@pytest.mark.parametrize("text", ["40d", "+d", "+1w", "+1.5h", "+١d", "+1d ", "tomorrow"])
def test_anything_else_is_no_offset(text: str) -> None:
    with pytest.raises(ValueError, match="expected a sign"):
        provider_clock.parse_offset(text)


def test_every_instant_moves_together(clock: MovedClock) -> None:
    before = provider_clock.timestamp()
    clock.advance(days=1)
    assert 86400 <= provider_clock.timestamp() - before <= 86401
    assert provider_clock.now().tzinfo is UTC


@pytest.mark.parametrize(
    ("instant", "day"),
    [
        (datetime(2027, 3, 27, 22, 59, 30, tzinfo=UTC), date(2027, 3, 27)),
        (datetime(2027, 3, 27, 23, 0, 30, tzinfo=UTC), date(2027, 3, 28)),
        (datetime(2027, 3, 28, 21, 59, 30, tzinfo=UTC), date(2027, 3, 28)),
        (datetime(2027, 3, 28, 22, 0, 30, tzinfo=UTC), date(2027, 3, 29)),
        (datetime(2028, 2, 28, 23, 0, 30, tzinfo=UTC), date(2028, 2, 29)),
    ],
)
def test_days_change_at_midnight_in_paris(clock: MovedClock, instant: datetime, day: date) -> None:
    clock.advance(seconds=(instant - provider_clock.now()).total_seconds())
    assert provider_clock.today() == day
