"""`efp jobs`, as an operator uses it."""

import pytest
from click.testing import CliRunner

from idp import jobs
from idp.cli import main
from tests.cli.conftest import Efp, complaint


def test_a_job_runs_on_demand(efp: Efp) -> None:
    result = efp("jobs", "run", "purge")
    assert (result.exit_code, result.stdout) == (0, "purge: 0\n")


def test_an_unknown_job_is_refused_with_the_names_of_all(efp: Efp) -> None:
    refusal = complaint(efp("jobs", "run", "nothing"))
    assert all(name in refusal for name in jobs.JOBS)


def test_the_list_tells_when_each_job_last_ran(efp: Efp) -> None:
    before = efp("jobs", "list").stdout.splitlines()
    assert len(before) == len(jobs.JOBS)
    assert all(line.endswith("last never") for line in before)
    jobs.run_due("worker")
    after = efp("jobs", "list").stdout
    assert "never" not in after


def test_wrong_settings_are_told_all_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EFP_ENV", "test")
    monkeypatch.setenv("EFP_SECRET_KEY", "short")
    monkeypatch.setenv("EFP_NO_SUCH_THING", "1")
    result = CliRunner().invoke(main, ["jobs", "list"])
    assert result.exit_code == 1
    assert "secret_key" in result.stderr
    assert "EFP_NO_SUCH_THING" in result.stderr
