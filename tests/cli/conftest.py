"""Runs `efp` in the test's own process, on its own database."""

from collections.abc import Callable

import pytest
from click.testing import CliRunner, Result
from flask import Flask

from idp.cli import main

Efp = Callable[..., Result]
USERS_OF_THE_DATABASE = ("client", "keys", "seed", "staff")


@pytest.fixture
def efp(domain: Flask, monkeypatch: pytest.MonkeyPatch) -> Efp:
    """`efp("keys", "rotate")` on the migrated database of the test; errors of ours come through."""
    for module in USERS_OF_THE_DATABASE:
        monkeypatch.setattr(f"idp.cli.{module}.open_application", lambda: domain)
    return lambda *arguments: CliRunner().invoke(main, arguments, catch_exceptions=False)


def complaint(result: Result) -> str:
    """The one line by which a command refused; it did nothing else."""
    assert result.exit_code != 0
    assert result.stdout == ""
    *usage, line = result.stderr.splitlines()
    assert all(each == "" or each.startswith(("Usage: ", "Try ")) for each in usage), result.stderr
    return line
