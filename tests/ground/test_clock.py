"""The clock: offsets, and the calendar of Paris."""

from datetime import UTC, date, datetime, timedelta

import pytest

from idp.ground import clock as the_clock
from tests.fixtures.clocks import MovedClock


@pytest.mark.parametrize(
    ("text", "offset"),
    [
        ("", timedelta()),
        ("+40d", timedelta(days=40)),
        ("-31s", timedelta(seconds=-31)),
        ("+2h", timedelta(hours=2)),
        ("+5m", timedelta(minutes=5)),
        ("-36525d", timedelta(days=-36525)),
    ],
)
def test_an_offset_is_read(text: str, offset: timedelta) -> None:
    assert the_clock.parse_offset(text) == offset


@pytest.mark.parametrize(
    "text", ["40d", "+d", "+1w", "+1.5h", "+١d", "+1d ", "+1d\n", "tomorrow", "+36526d"]
)
def test_anything_else_is_no_offset(text: str) -> None:
    with pytest.raises(ValueError, match=r"expected a (sign|century)"):
        the_clock.parse_offset(text)


def test_every_instant_moves_together(clock: MovedClock) -> None:
    before = the_clock.timestamp()
    clock.advance(days=1)
    assert 86400 <= the_clock.timestamp() - before <= 86401
    assert the_clock.now().tzinfo is UTC


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
    clock.advance(seconds=(instant - the_clock.now()).total_seconds())
    assert the_clock.today() == day
