"""The provider under test: `efp serve`, as an operator starts it."""

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from idp import settings
from idp.demo.stack import is_ready, wait_for
from tests.bench.processes import ProcessTree
from tests.fixtures.programs import EFP, PATIENCE_SECONDS

STOP_SECONDS = 20


class DidNotStart(Exception):
    """The server never said that it is ready; the message is the end of its log."""


def environment(
    database_url: str, port: int, folder: Path, *, captcha: str = "off"
) -> dict[str, str]:
    """The variables of the server. Each person comes from an own address, behind a proxy."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("EFP_")}
    return kept | {
        "EFP_ENV": "demo",
        "EFP_PUBLIC_URL": f"http://127.0.0.1:{port}",
        "EFP_DATABASE_URL": database_url,
        "EFP_CAPTCHA": captcha,
        "EFP_TRUSTED_PROXIES": "1",
        "EFP_MAIL_FOLDER": str(folder / "mail"),
    }


@contextmanager
def running_server(variables: dict[str, str], workers: int) -> Iterator[ProcessTree]:
    """Start the server, wait until it is ready, stop it in the end. Raises DidNotStart."""
    log = Path(variables["EFP_MAIL_FOLDER"]).with_name("server.log")
    port = settings.load(variables).public_url.rpartition(":")[2]
    command = [EFP, "serve", "--bind", "127.0.0.1", "--port", port, "--workers", str(workers)]
    with log.open("wb") as output:
        process = subprocess.Popen(
            command, cwd=settings.ROOT, env=variables, stdout=output, stderr=subprocess.STDOUT
        )
    try:
        _wait_until_ready(process, int(port), log)
        yield ProcessTree(process.pid)
    finally:
        _stop(process)


def _wait_until_ready(process: subprocess.Popen[bytes], port: int, log: Path) -> None:
    is_decided = wait_for(
        lambda: process.poll() is not None or is_ready(port), seconds=PATIENCE_SECONDS
    )
    if process.poll() is not None or not is_decided:
        raise DidNotStart(log.read_text(encoding="utf-8", errors="replace")[-2000:])


def _stop(process: subprocess.Popen[bytes]) -> None:
    process.terminate()
    try:
        process.wait(STOP_SECONDS)
    except subprocess.TimeoutExpired:
        ProcessTree(process.pid).kill()
        process.wait()
