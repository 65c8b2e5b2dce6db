"""`efp audit verify`, as an operator and a script use it."""

import pytest
from click.testing import CliRunner, Result
from flask import Flask

from idp.cli import main
from tests.domain.audit.conftest import Execute


@pytest.fixture
def efp(journal: Flask, monkeypatch: pytest.MonkeyPatch) -> CliRunner:
    """Runs `efp` on the journal of the test."""
    monkeypatch.setattr("idp.cli.audit.open_application", lambda: journal)
    return CliRunner()


def verify(efp: CliRunner, *options: str) -> Result:
    return efp.invoke(main, ["audit", "verify", *options])


def checkpoint_in(result: Result) -> str:
    return result.stdout.rpartition("checkpoint: ")[2].strip()


def test_a_good_journal_ends_with_zero_and_prints_its_checkpoint(
    sealed: Flask, efp: CliRunner
) -> None:
    result = verify(efp)
    assert (result.exit_code, "good: 5 events" in result.stdout) == (0, True)
    assert verify(efp, "--checkpoint", checkpoint_in(result)).exit_code == 0


def test_a_bad_journal_ends_with_one_and_names_the_row(
    sealed: Flask, efp: CliRunner, tamper: Execute
) -> None:
    tamper("DELETE FROM audit_events WHERE id = 3")
    result = verify(efp)
    assert result.exit_code == 1
    assert "event 3 (seal 3) was deleted" in result.stdout
    assert checkpoint_in(result).startswith("2:")


def test_a_journal_cut_short_ends_with_one(sealed: Flask, efp: CliRunner, tamper: Execute) -> None:
    checkpoint = checkpoint_in(verify(efp))
    tamper("DELETE FROM audit_seals WHERE seq = 5")
    tamper("DELETE FROM audit_events WHERE id = 5")
    assert verify(efp).exit_code == 0
    result = verify(efp, "--checkpoint", checkpoint)
    assert result.exit_code == 1
    assert "cut" in result.stdout


def test_a_malformed_checkpoint_is_told_as_a_wrong_option(sealed: Flask, efp: CliRunner) -> None:
    assert verify(efp, "--checkpoint", "yesterday").exit_code == 2
