"""What a program has besides the settings: time for its statements, a way for the journal's lines.

They go to whoever collects standard error, but in a demonstration.
"""

import logging
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import text

from idp.cli import application
from idp.domain import db
from tests.fixtures.domain import close_database
from tests.fixtures.production import PRODUCTION

JOURNAL = logging.getLogger("efp.audit")
LINE = '{"seal":"1:abc","event":{}}'


@pytest.fixture
def demo_journal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The journal of a demonstration; the loggers of the tests come back in the end."""
    path = tmp_path / "var" / "journal.jsonl"
    monkeypatch.setenv("EFP_MAIL_FOLDER", str(path.with_name("mail")))
    monkeypatch.setenv("EFP_DATABASE_URL", f"sqlite:///{tmp_path / 'efp.sqlite'}")
    root = logging.getLogger()
    before = root.handlers[:], root.level, JOURNAL.handlers[:], JOURNAL.propagate
    root.handlers = []  # those of pytest are not closed by the set-up of our own
    yield path
    for handler in JOURNAL.handlers:
        handler.close()
    root.handlers, root.level, JOURNAL.handlers, JOURNAL.propagate = before


def test_in_a_demonstration_the_terminal_stays_free(
    demo_journal: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("EFP_ENV", "demo")
    application.open_application()
    JOURNAL.info(LINE)
    assert demo_journal.read_text().splitlines() == [LINE]
    assert capsys.readouterr().err == ""


def test_in_production_each_line_leaves_as_it_is(
    demo_journal: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for name, value in PRODUCTION.items():
        monkeypatch.setenv(name, value)
    application.open_application()
    JOURNAL.info(LINE)
    assert capsys.readouterr().err.splitlines() == [LINE]
    assert not demo_journal.exists()


@pytest.mark.usefixtures("demo_journal")
def test_a_program_waits_for_a_statement_longer_than_a_request_does(
    blank_postgresql_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("EFP_DATABASE_URL", blank_postgresql_url)
    program = application.open_application()
    with program.app_context(), db.auto_engine().connect() as connection:
        assert connection.execute(text("SHOW statement_timeout")).scalar_one() == "5min"
    close_database(program)
