"""Runs `efp` in the test's own process, on its own database."""

import json
from collections.abc import Callable

import pytest
from click.testing import CliRunner, Result
from flask import Flask

from idp.cli import main

Efp = Callable[..., Result]
USERS_OF_THE_DATABASE = ("announce", "application", "audit", "client", "jobs")
ADD = ("client", "add", "--name", "Essai", "--redirect-uri", "http://127.0.0.1:7001/cb")


@pytest.fixture
def efp(domain: Flask, monkeypatch: pytest.MonkeyPatch) -> Efp:
    """`efp("keys", "rotate")` on the migrated database of the test; errors of ours come through."""
    return efp_on(domain, monkeypatch)


@pytest.fixture
def on_demo(demo: Flask, monkeypatch: pytest.MonkeyPatch) -> Efp:
    """The same on a database with services and people."""
    return efp_on(demo, monkeypatch)


def efp_on(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Efp:
    """`efp` on the database of `app`."""
    for module in USERS_OF_THE_DATABASE:
        monkeypatch.setattr(f"idp.cli.{module}.open_application", lambda: app)
    return lambda *arguments: CliRunner().invoke(main, arguments, catch_exceptions=False)


def add(efp: Efp, *options: str) -> str:
    """Add a client; its id."""
    client_id: str = json.loads(efp(*ADD, *options).stdout)["client_id"]
    return client_id


def complaint(result: Result) -> str:
    """The one line by which a command refused; it did nothing else."""
    assert result.exit_code != 0
    assert result.stdout == ""
    *usage, line = result.stderr.splitlines()
    assert all(each == "" or each.startswith(("Usage: ", "Try ")) for each in usage), result.stderr
    return line
