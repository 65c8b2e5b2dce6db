"""`efp serve` starts with right settings only, survives its workers, and leaves nobody behind."""

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import psutil
import pytest
from click.testing import CliRunner

from idp.cli import main
from idp.cli.serve import LOOPBACK
from idp.demo.stack import is_ready, wait_for
from tests.cli.conftest import complaint
from tests.fixtures.database import Templates
from tests.fixtures.programs import free_ports

START_SECONDS = 30
STOP_SECONDS = 10
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
    program = [str(Path(sys.executable).with_name("efp")), "serve", "--port", str(port)]
    started: list[subprocess.Popen[bytes]] = []

    def start(*options: str) -> subprocess.Popen[bytes]:
        with (tmp_path / "log").open("wb") as log:
            started.append(
                subprocess.Popen([*program, *options], env=environment, stdout=log, stderr=log)
            )
        ready = wait_for(lambda: is_ready(port), seconds=START_SECONDS)
        assert ready, (tmp_path / "log").read_text()
        return started[0]

    yield start
    for server in started:
        server.terminate()
        server.wait(STOP_SECONDS)


def family(server: subprocess.Popen[bytes]) -> list[psutil.Process]:
    return psutil.Process(server.pid).children(recursive=True)


def workers_of(server: subprocess.Popen[bytes]) -> list[psutil.Process]:
    """The processes that answer on the first address, the oldest first."""
    found = []
    for master in psutil.Process(server.pid).children()[:1]:
        with suppress(psutil.NoSuchProcess):
            found = sorted(master.children(), key=psutil.Process.create_time)
    return found


def is_open(address: str, port: int) -> bool:
    with socket.socket(socket.AF_INET6 if ":" in address else socket.AF_INET) as probe:
        return probe.connect_ex((address, port)) == 0


def are_gone(processes: list[psutil.Process]) -> bool:
    return wait_for(lambda: not any(map(psutil.Process.is_running, processes)), seconds=15)


def test_it_answers_on_both_loopback_addresses_until_it_is_told_to_stop(
    serve: Serve, port: int
) -> None:
    server = serve()
    addresses = [each for each in LOOPBACK if each != "::1" or has_ipv6_loopback()]
    for address in addresses:
        assert wait_for(lambda: is_open(address, port), seconds=START_SECONDS), address  # noqa: B023
    children = family(server)
    server.send_signal(signal.SIGTERM)
    assert server.wait(STOP_SECONDS) == 0
    assert are_gone(children)


def has_ipv6_loopback() -> bool:
    return any(
        each.family == socket.AF_INET6 and each.address == "::1"
        for addresses in psutil.net_if_addrs().values()
        for each in addresses
    )


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
def test_two_crashes_within_two_seconds_do_not_stop_it(
    serve: Serve, port: int, tmp_path: Path
) -> None:
    server = serve("--workers", "2", "--bind", "127.0.0.1")
    first, second = workers_of(server)
    second.kill()
    assert wait_for(lambda: len(set(workers_of(server)) - {first, second}) == 1, seconds=2)
    [successor] = set(workers_of(server)) - {first, second}
    successor.kill()
    # The server itself gives up at this, its good worker included.
    said = "it starts again in 1 s"
    assert wait_for(lambda: said in (tmp_path / "log").read_text(), seconds=STOP_SECONDS)
    assert wait_for(lambda: is_ready(port) and len(workers_of(server)) == 2, seconds=STOP_SECONDS)
    assert server.poll() is None


@pytest.mark.long
def test_nothing_outlives_a_server_that_was_killed(serve: Serve, port: int) -> None:
    server = serve("--workers", "2")
    children = family(server)
    assert len(children) >= 3
    server.kill()
    assert are_gone(children)
    assert not any(is_open(address, port) for address in LOOPBACK)
