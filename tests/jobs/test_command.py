"""`efp jobs`, as an operator uses it."""

import pytest
from click.testing import CliRunner
from flask import Flask

from idp import jobs
from idp.cli import main


@pytest.fixture
def efp(domain: Flask, monkeypatch: pytest.MonkeyPatch) -> CliRunner:
    """Runs `efp` on the database of the test."""
    monkeypatch.setattr("idp.cli.jobs.open_application", lambda: domain)
    return CliRunner()


def test_a_job_runs_on_demand(efp: CliRunner) -> None:
    result = efp.invoke(main, ["jobs", "run", "purge"])
    assert (result.exit_code, result.stdout) == (0, "purge: 0\n")


def test_an_unknown_job_is_refused_with_the_names_of_all(efp: CliRunner) -> None:
    result = efp.invoke(main, ["jobs", "run", "nothing"])
    assert result.exit_code == 2
    assert all(name in result.stderr for name in jobs.JOBS)


def test_the_list_tells_when_each_job_last_ran(efp: CliRunner) -> None:
    before = efp.invoke(main, ["jobs", "list"]).stdout.splitlines()
    assert len(before) == len(jobs.JOBS)
    assert all(line.endswith("last never") for line in before)
    jobs.run_due("worker")
    after = efp.invoke(main, ["jobs", "list"]).stdout
    assert "never" not in after


def test_wrong_settings_are_told_all_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EFP_ENV", "test")
    monkeypatch.setenv("EFP_SECRET_KEY", "short")
    monkeypatch.setenv("EFP_NO_SUCH_THING", "1")
    result = CliRunner().invoke(main, ["jobs", "list"])
    assert result.exit_code == 1
    assert "secret_key" in result.stderr
    assert "EFP_NO_SUCH_THING" in result.stderr
