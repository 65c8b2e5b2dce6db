"""`efp audit verify`, as an operator and a script use it."""

import pytest
from click.testing import Result
from flask import Flask

from tests.cli.conftest import Efp, efp_on
from tests.fixtures.journal import Execute


@pytest.fixture
def verify(sealed: Flask, monkeypatch: pytest.MonkeyPatch) -> Efp:
    """`efp audit verify` on a journal of five events."""
    efp = efp_on(sealed, monkeypatch)
    return lambda *options: efp("audit", "verify", *options)


def checkpoint_in(result: Result) -> str:
    return result.stdout.rpartition("checkpoint: ")[2].strip()


def test_a_good_journal_ends_with_zero_and_prints_its_checkpoint(
    verify: Efp,
) -> None:
    result = verify()
    assert (result.exit_code, "good: 5 events" in result.stdout) == (0, True)
    assert verify("--checkpoint", checkpoint_in(result)).exit_code == 0


def test_a_bad_journal_ends_with_one_and_names_the_row(verify: Efp, tamper: Execute) -> None:
    tamper("DELETE FROM audit_events WHERE id = 3")
    result = verify()
    assert result.exit_code == 1
    assert "event 3 (seal 3) was deleted" in result.stdout
    assert checkpoint_in(result).startswith("2:")


def test_a_journal_cut_short_ends_with_one(verify: Efp, tamper: Execute) -> None:
    checkpoint = checkpoint_in(verify())
    tamper("DELETE FROM audit_seals WHERE seq = 5")
    tamper("DELETE FROM audit_events WHERE id = 5")
    assert verify().exit_code == 0
    result = verify("--checkpoint", checkpoint)
    assert result.exit_code == 1
    assert "cut" in result.stdout


def test_a_malformed_checkpoint_is_told_as_a_wrong_option(verify: Efp) -> None:
    assert verify("--checkpoint", "yesterday").exit_code == 2
