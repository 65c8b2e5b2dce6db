"""`efp serve`: right settings only, alone on its port; it survives workers, nobody outlives it."""

import os
import signal
import socket
import subprocess
from collections.abc import Callable, Iterator
from contextlib import ExitStack, suppress
from pathlib import Path

import psutil
import pytest
from click import ClickException
from click.testing import CliRunner

from idp.cli import main
from idp.cli.serve import _claim
from idp.demo.stack import is_port_taken, is_ready, wait_for
from tests.cli.conftest import complaint
from tests.fixtures.database import Templates
from tests.fixtures.programs import EFP, PATIENCE_SECONDS, free_ports
from tests.fixtures.served import running_server

Serve = Callable[..., subprocess.Popen[bytes]]


@pytest.fixture
def port() -> int:
    """A free port."""
    [port] = free_ports(1)
    return port


@pytest.fixture
def serve(port: int, sqlite_templates: Templates, tmp_path: Path) -> Iterator[Serve]:
    """Start `efp serve` on the port, and wait until it is ready."""
    environment = {
        **os.environ,
        "EFP_ENV": "test",
        "EFP_PUBLIC_URL": f"http://localhost:{port}",
        "EFP_DATABASE_URL": sqlite_templates.databases.create(like=sqlite_templates.migrated),
    }
    with ExitStack() as stack:

        def start(*options: str) -> subprocess.Popen[bytes]:
            return stack.enter_context(
                running_server(port, environment, tmp_path / "log", *options)
            )

        yield start


def family(server: subprocess.Popen[bytes]) -> list[psutil.Process]:
    return psutil.Process(server.pid).children(recursive=True)


def workers_of(server: subprocess.Popen[bytes]) -> list[psutil.Process]:
    found = []
    for each in family(server):
        with suppress(psutil.NoSuchProcess):  # one that has just ended among them
            if "resource_tracker" not in " ".join(each.cmdline()):
                found.append(each)
    return found


def answers(port: int) -> bool:
    return wait_for(lambda: is_ready(port), seconds=PATIENCE_SECONDS)


def test_it_answers_until_it_is_told_to_stop(serve: Serve, port: int) -> None:
    server = serve()
    children = family(server)
    server.send_signal(signal.SIGTERM)
    assert server.wait(PATIENCE_SECONDS) == 0
    assert psutil.wait_procs(children, PATIENCE_SECONDS)[1] == []


def test_a_second_one_on_the_same_port_does_not_start(serve: Serve, port: int) -> None:
    serve()
    second = subprocess.run(
        [EFP, "serve", "--port", str(port)],
        capture_output=True,
        text=True,
        timeout=PATIENCE_SECONDS,
        check=False,
    )
    assert second.returncode == 1
    assert f"cannot listen on 127.0.0.1, port {port}" in second.stderr
    assert answers(port)


def test_of_two_that_start_at_once_one_does_not(port: int) -> None:
    first = _claim("127.0.0.1", port)
    with first, pytest.raises(ClickException, match=f"port {port}"):
        _claim("127.0.0.1", port)
    _claim("127.0.0.1", port).close()


def test_wrong_settings_are_told_all_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EFP_ENV", "test")
    monkeypatch.setenv("EFP_PUBLIC_URL", "http://idp.example/")
    monkeypatch.setenv("EFP_SECRET_KEY", "short")
    result = CliRunner().invoke(main, ["serve"], catch_exceptions=False)
    assert (result.exit_code, result.stdout) == (1, "")
    assert "public_url" in result.stderr
    assert "secret_key" in result.stderr


def test_a_port_in_use_is_told_in_one_line(port: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EFP_ENV", "test")
    with socket.create_server(("127.0.0.1", port)):
        result = CliRunner().invoke(main, ["serve", "--port", str(port)], catch_exceptions=False)
    assert f"cannot listen on 127.0.0.1, port {port}" in complaint(result)


@pytest.mark.parametrize("option", [("--port", "0"), ("--port", "70000"), ("--workers", "0")])
def test_bad_numbers_are_refused(option: tuple[str, str]) -> None:
    assert option[0] in complaint(CliRunner().invoke(main, ["serve", *option]))


def test_a_demonstration_is_for_this_machine_only(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EFP_ENV", "demo")
    result = CliRunner().invoke(main, ["serve", "--bind", "0.0.0.0"], catch_exceptions=False)
    assert "for this machine only" in complaint(result)


@pytest.mark.long
def test_a_worker_that_ends_is_started_again(serve: Serve, port: int) -> None:
    server = serve("--workers", "2")
    before = workers_of(server)
    assert len(before) == 2
    before[0].kill()
    assert wait_for(
        lambda: len(set(workers_of(server)) - set(before)) == 1, seconds=PATIENCE_SECONDS
    )
    # What the worker had in hand ended with it, and that may be the first question asked now.
    assert answers(port)
    assert server.poll() is None


@pytest.mark.long
def test_nothing_outlives_a_server_that_was_killed(serve: Serve, port: int) -> None:
    server = serve("--workers", "2")
    children = family(server)
    assert len(children) >= 2
    server.kill()
    assert psutil.wait_procs(children, PATIENCE_SECONDS)[1] == []
    assert not is_port_taken(port)
