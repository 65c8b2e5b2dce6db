"""Instants and durations as French says them, by the clocks of Paris."""

from datetime import UTC, datetime

import pytest

from idp.ground import french


@pytest.mark.parametrize(
    ("at", "date", "hour"),
    [
        (datetime(2026, 6, 30, 22, 5, tzinfo=UTC), "1er juillet 2026", "0\u00a0h\u00a005"),
        (datetime(2026, 12, 31, 23, 30, tzinfo=UTC), "1er janvier 2027", "0\u00a0h\u00a030"),
        (datetime(2026, 8, 2, 12, 0, tzinfo=UTC), "2 août 2026", "14\u00a0h\u00a000"),
    ],
)
def test_instants(at: datetime, date: str, hour: str) -> None:
    assert (french.date(at), french.hour(at)) == (date, hour)


@pytest.mark.parametrize(
    ("seconds", "words"),
    [(1, "une minute"), (60, "une minute"), (61, "2 minutes"), (3600, "60 minutes")],
)
def test_a_time_to_wait_is_never_too_short(seconds: int, words: str) -> None:
    assert french.duration(seconds) == words
