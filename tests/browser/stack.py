"""The real programs of the demonstration, on free ports, with a scratch database."""

import os
import signal
import subprocess
from collections.abc import Mapping
from contextlib import AbstractContextManager
from pathlib import Path

import requests
from flask import Flask
from sqlalchemy import func, select

from idp import settings
from idp.demo.sites import SITES
from idp.demo.stack import commands, is_ready, wait_for
from idp.domain import db
from idp.domain.outbox.models import OutboxMessage
from idp.settings import ROOT
from tests.fixtures.addresses import Addresses
from tests.fixtures.domain import opened_domain
from tests.fixtures.programs import PATIENCE_SECONDS, free_ports
from tests.fixtures.stage import Tell

PORTS = {site.key: site.port_variable for site in SITES}


class Stack:
    """Five programs that run until `stop`; the provider has two workers."""

    def __init__(self, addresses: Addresses, folder: Path) -> None:
        self.addresses = addresses
        self.folder = folder
        self._environment = self._make_environment()
        self._running: dict[str, subprocess.Popen[bytes]] = {}
        self._others: dict[str, str] = {}

    def start(self) -> None:
        """Migrate, load the demo data, start every program, wait until all answer."""
        for command in (("efp", "db", "upgrade"), ("efp", "seed", "demo")):
            self.run(*command)
        for name in commands(self._environment):
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

    def other(self, site: str, name: str, tell: Tell) -> str:
        """The origin of one more `site` on the same databases, that was told something else.

        It is started when first asked for; `tell` makes its variables, given its origin.
        """
        if name not in self._others:
            [port] = free_ports(1)
            origin = f"http://localhost:{port}"
            told = {PORTS[site]: str(port), "PROVIDER_WORKERS": "1", **tell(origin)}
            self.start_process(site, name, told)
            self._wait(port)
            self._others[name] = origin
        return self._others[name]

    def start_process(
        self, process: str, name: str | None = None, told: Mapping[str, str] | None = None
    ) -> None:
        """Start one program; its output goes to a file of the folder."""
        name = name or process
        environment = {**self._environment, **(told or {})}
        with (self.folder / f"{name}.log").open("ab") as log:
            self._running[name] = subprocess.Popen(
                commands(environment)[process],
                shell=True,
                cwd=ROOT,
                env=environment,
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
        """The code that a captcha picture shows: the demonstration tells it."""
        with requests.Session() as session:
            session.trust_env = False  # no proxy leads to this machine
            answer = session.get(
                f"{self.addresses.provider}/demo/captcha/{challenge}", timeout=PATIENCE_SECONDS
            )
        answer.raise_for_status()
        return answer.text

    def domain(self) -> AbstractContextManager[Flask]:
        """The provider's domain, on the database of the stack."""
        return opened_domain(settings.load(self._environment))

    def deliver(self) -> None:
        """Wait until the worker has sent all that waits in the outbox."""
        waiting = select(func.count()).where(OutboxMessage.state == "waiting")
        with self.domain(), db.auto_engine().connect() as reader:
            is_empty = wait_for(
                lambda: reader.execute(waiting).scalar_one() == 0, seconds=PATIENCE_SECONDS
            )
        assert is_empty, f"messages wait:\n{self.log_of('worker')[-4000:]}"

    def _wait(self, port: int) -> None:
        ready = wait_for(
            lambda: is_ready(port) or self._dead() is not None, seconds=PATIENCE_SECONDS
        )
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
            process.wait(timeout=PATIENCE_SECONDS)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()

    def _make_environment(self) -> dict[str, str]:
        return {
            "PATH": f"{ROOT / '.venv' / 'bin'}{os.pathsep}{os.environ['PATH']}",
            "HOME": str(self.folder),
            "LANG": "C.UTF-8",
            "EFP_ENV": "demo",
            **self.addresses.environment,
            **self.addresses.session_databases(self.folder),
            "EFP_DATABASE_URL": f"sqlite:///{self.folder / 'efp.sqlite'}",
            "EFP_MAIL_FOLDER": str(self.folder / "mail"),
            "PYTHONPATH": str(ROOT),
        }
