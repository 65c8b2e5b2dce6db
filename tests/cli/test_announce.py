"""`efp announce`, as an operator uses it."""

from datetime import UTC, datetime

import pytest

from idp.cli.instants import parse_instant
from idp.domain.announcements.queries import AnnouncementView, list_announcements
from tests.cli.conftest import Efp, complaint

ADD = ("add", "--text", "Maintenance dimanche.")


@pytest.fixture
def announce(on_demo: Efp) -> Efp:
    """`efp announce` on a database with services."""
    return lambda *arguments: on_demo("announce", *arguments)


def only_announcement() -> AnnouncementView:
    [one] = list_announcements()
    return one


def test_hours_are_those_of_paris(announce: Efp) -> None:
    until = ("--from", "2031-07-01 08:00", "--until", "2031-11-25T08:00:00Z")
    result = announce(*ADD, "--title", "Été", "--service", "soffi", *until)
    assert (result.exit_code, result.stderr) == (0, "")
    one = only_announcement()
    assert result.stdout == f"{one.id}\n"
    assert one.starts_at == datetime(2031, 7, 1, 6, tzinfo=UTC)
    assert one.ends_at == datetime(2031, 11, 25, 8, tzinfo=UTC)
    assert announce("list").stdout == (
        f"{one.id}  to come  2031-07-01 08:00 until 2031-11-25 09:00  soffi  info"
        "  Été – Maintenance dimanche.\n"
    )


def test_it_is_for_all_from_now_until_removed(announce: Efp) -> None:
    announce(*ADD, "--severity", "warning")
    line = announce("list").stdout
    assert "  in force  " in line
    assert " until removed  all  warning  Maintenance dimanche." in line
    assert announce("remove", str(only_announcement().id)).exit_code == 0
    assert "  removed  " in announce("list").stdout


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("add", "--text", " "), "Error: a title or text is empty"),
        (("add", "--text", "a" * 501), "more than 500 characters"),
        ((*ADD, "--service", "maf"), "Error: no digital service has the key 'maf'"),
        ((*ADD, "--until", "2001-01-01 08:00"), "Error: --until must come after --from"),
        ((*ADD, "--until", "demain"), "'demain': not a date and an hour, such as"),
        ((*ADD, "--until", "2031-11-25"), "'2031-11-25': an hour is missing"),
        ((*ADD, "--from", "0001-01-01 00:00"), "not a date and an hour"),
        (("remove", "7"), "Error: no announcement has the number 7"),
        (("remove", "0"), "Invalid value for 'ID'"),
    ],
)
def test_bad_input_gets_one_clear_line(
    announce: Efp, arguments: tuple[str, ...], said: str
) -> None:
    assert said in complaint(announce(*arguments))
    assert list_announcements() == []


@pytest.mark.parametrize("text", ["2031-03-30 02:30", "2031-10-26 02:30"])
def test_an_hour_that_comes_twice_or_never_is_asked_again(text: str) -> None:
    with pytest.raises(ValueError, match="the clocks change"):
        parse_instant(text)
    assert parse_instant(f"{text}+01:00").utcoffset() is not None
