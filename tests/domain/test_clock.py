"""The clock: offsets, and the calendar of Paris."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest

from idp.domain import clock as provider_clock
from rp_kit import clock as kit_clock
from tests.fixtures.clocks import MovedClock

Parse = Callable[[str], timedelta]


@pytest.fixture(params=[provider_clock, kit_clock], ids=["idp", "rp_kit"])
def parse_offset(request: pytest.FixtureRequest) -> Parse:
    """How the provider and the kit read `EFP_CLOCK_OFFSET`: in the same way."""
    parse: Parse = request.param.parse_offset
    return parse


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
def test_an_offset_is_read(parse_offset: Parse, text: str, offset: timedelta) -> None:
    assert parse_offset(text) == offset


@pytest.mark.parametrize(
    "text", ["40d", "+d", "+1w", "+1.5h", "+١d", "+1d ", "+1d\n", "tomorrow", "+36526d"]
)
def test_anything_else_is_no_offset(parse_offset: Parse, text: str) -> None:
    with pytest.raises(ValueError, match=r"expected a (sign|century)"):
        parse_offset(text)


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
