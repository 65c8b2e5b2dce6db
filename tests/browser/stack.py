"""The real programs of config/Procfile, on free ports, with a scratch database."""

import os
import signal
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from sqlalchemy import Executable, func, select

from idp import settings
from idp.demo.stack import SITES, is_ready, read_processes, wait_for
from idp.domain import db
from idp.domain.actor import SYSTEM
from idp.domain.announcements.actions import Draft, announce, remove
from idp.domain.outbox.models import OutboxMessage
from idp.domain.throttling.actions import release, reserve
from idp.domain.throttling.errors import Throttled
from idp.domain.throttling.limits import Limit, account_limit
from idp.settings import ROOT
from tests.fixtures.addresses import Addresses
from tests.fixtures.captchas import captcha_answer
from tests.fixtures.domain import opened_domain

START_SECONDS = 60


def count_failure(limit: Limit) -> None:
    """Count one under a limit. Raises Throttled when it is full."""
    reservation = reserve([limit])
    with db.transaction() as connection:
        release(connection, reservation, success=False)


class Stack:
    """Five programs that run until `stop`; the provider has two workers."""

    def __init__(self, addresses: Addresses, folder: Path) -> None:
        self.addresses = addresses
        self.folder = folder
        self._environment = self._make_environment()
        self._running: dict[str, subprocess.Popen[bytes]] = {}

    def start(self) -> None:
        """Migrate, load the demo data, start every program, wait until all answer."""
        for command in (("efp", "db", "upgrade"), ("efp", "seed", "demo")):
            self.run(*command)
        for name in read_processes():
            self.start_process(name)
        for port in self.addresses.ports.values():
            self._wait(port)

    def run(self, program: str, *arguments: str) -> str:
        """Run a command of the product in this environment; return what it printed."""
        done = subprocess.run(
            [str(ROOT / ".venv" / "bin" / program), *arguments],
            cwd=ROOT,
            env=self._environment,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, f"{program} {' '.join(arguments)}: {done.stderr}"
        return done.stdout

    def restart(self, name: str) -> None:
        """Stop one program and start it again, as a new version would be put in place."""
        self._stop_process(name)
        self.start_process(name)
        if name in self.addresses.ports:
            self._wait(self.addresses.ports[name])

    def start_process(self, name: str) -> None:
        """Start one program of the Procfile; its output goes to a file of the folder."""
        with (self.folder / f"{name}.log").open("ab") as log:
            self._running[name] = subprocess.Popen(
                read_processes()[name],
                shell=True,
                cwd=ROOT,
                env=self._environment,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )

    def stop(self) -> None:
        """Stop every program."""
        for name in list(self._running):
            self._stop_process(name)

    def log_of(self, name: str) -> str:
        """What a program has printed."""
        return (self.folder / f"{name}.log").read_text(encoding="utf-8", errors="replace")

    def captcha_answer(self, challenge: str) -> str:
        """The code that a captcha picture shows."""
        with opened_domain(settings.load(self._environment)) as reader:
            return captcha_answer(reader, challenge)

    @contextmanager
    def announced(self, draft: Draft) -> Iterator[None]:
        """Something is announced meanwhile."""
        with opened_domain(settings.load(self._environment)):
            number = announce(draft, by=SYSTEM)
            db.db.session.commit()
            yield
            remove(number, by=SYSTEM)
            db.db.session.commit()

    @contextmanager
    def changed(self, change: Executable, back: Executable) -> Iterator[None]:
        """The database says something else meanwhile."""
        with opened_domain(settings.load(self._environment)):
            for statement in (change, back):
                with db.transaction() as connection:
                    connection.execute(statement)
                if statement is change:
                    yield

    def fail_until_throttled(self, email: str) -> None:
        """Count as many failed sign-ins from this machine as are let through for an account."""
        with opened_domain(settings.load(self._environment)):
            for address in ("127.0.0.1", "::1"):
                limit = account_limit(email, address)
                with suppress(Throttled):
                    for _ in range(limit.failures):
                        count_failure(limit)

    def wait_until_delivered(self) -> None:
        """Wait until the worker has sent all that waits in the outbox."""
        waiting = select(func.count()).where(OutboxMessage.state == "waiting")
        with opened_domain(settings.load(self._environment)), db.auto_engine().connect() as reader:
            is_empty = wait_for(lambda: reader.execute(waiting).scalar_one() == 0, seconds=10)
        assert is_empty, f"messages wait:\n{self.log_of('worker')[-4000:]}"

    def _wait(self, port: int) -> None:
        ready = wait_for(lambda: is_ready(port) or self._dead() is not None, seconds=START_SECONDS)
        dead = self._dead()
        assert dead is None, f"{dead} has stopped:\n{self.log_of(dead or '')[-4000:]}"
        assert ready, f"nothing is ready on port {port}"

    def _dead(self) -> str | None:
        over = (name for name, process in self._running.items() if process.poll() is not None)
        return next(over, None)

    def _stop_process(self, name: str) -> None:
        process = self._running.pop(name)
        if process.poll() is not None:
            return
        os.killpg(process.pid, signal.SIGTERM)
        try:
            process.wait(timeout=15)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()

    def _make_environment(self) -> dict[str, str]:
        ports = {variable: self.addresses.ports[name] for name, variable, _ in SITES}
        return {
            "PATH": f"{ROOT / '.venv' / 'bin'}{os.pathsep}{os.environ['PATH']}",
            "HOME": str(self.folder),
            "LANG": "C.UTF-8",
            "EFP_ENV": "demo",
            **self.addresses.environment,
            **self.addresses.session_databases(self.folder),
            **{variable: str(port) for variable, port in ports.items()},
            "EFP_DATABASE_URL": f"sqlite:///{self.folder / 'efp.sqlite'}",
            "EFP_MAIL_FOLDER": str(self.folder / "mail"),
        }
