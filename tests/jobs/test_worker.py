"""The worker sends, runs jobs, survives failures and stops when told."""

import os
import signal
import subprocess
import threading
from dataclasses import replace

import pytest
from flask import Flask
from sqlalchemy import func, select

from idp import settings
from idp.domain import db, outbox
from idp.domain.audit.models import SEALS
from idp.domain.outbox import Claimed, queue
from idp.domain.outbox.models import MESSAGES
from idp.worker import Worker, create_worker
from tests.fixtures.programs import EFP, PATIENCE_SECONDS
from tests.mail import samples

NOTICE = samples.MESSAGES["sign_in_paused"]


def put(count: int = 1) -> None:
    with db.transaction() as connection:
        for number in range(count):
            outbox.put(connection, "notice", {"number": number})


def test_a_run_by_hand_sends_what_is_due_and_runs_the_jobs(domain: Flask) -> None:
    with db.transaction() as connection:
        outbox.put_mail(connection, NOTICE)
    assert create_worker(domain).run_once() == 1
    [file] = settings.current().mail.folder.glob("*.eml")
    assert b"X-EFP-Template: sign_in_paused" in file.read_bytes()
    with db.auto_engine().connect() as connection:
        assert connection.execute(select(func.count()).select_from(SEALS)).scalar_one() > 0


def test_a_mail_whose_parameters_do_not_fit_is_given_up_at_once(domain: Flask) -> None:
    with db.transaction() as connection:
        outbox.put_mail(connection, replace(NOTICE, parameters={"name": "Ana Roy"}))
    create_worker(domain).run_once()
    with db.auto_engine().connect() as connection:
        ends = connection.execute(select(MESSAGES.c.state, MESSAGES.c.attempts)).all()
    assert ends == [("failed", 1)]


def test_its_threads_send_each_message_once_and_stop(domain: Flask) -> None:
    sent: list[int] = []
    all_left = threading.Event()

    def note(message: Claimed) -> None:
        sent.append(message.parameters["number"])
        if len(sent) == 20:
            all_left.set()

    put(20)
    worker = Worker(domain, {"notice": note}, poll_seconds=0.01)
    worker.start()
    assert all_left.wait(PATIENCE_SECONDS)
    worker.stop()
    assert sorted(sent) == list(range(20))
    with db.auto_engine().connect() as connection:
        assert set(connection.execute(select(MESSAGES.c.state)).scalars()) == {"sent"}


class Busy:
    """A sender that keeps each message in hand until it is let go."""

    def __init__(self, takes: int) -> None:
        self.taken = threading.Barrier(takes + 1)
        self.let_go = threading.Event()

    def __call__(self, message: Claimed) -> None:
        self.taken.wait(PATIENCE_SECONDS)
        self.let_go.wait(PATIENCE_SECONDS)


def test_stopping_waits_for_one_message_in_hand_as_long_as_for_many(
    domain: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("idp.worker.STOP_SECONDS", 20.0)
    busy = Busy(takes=1)
    idle = {f"kind {number}": busy for number in range(10)}
    put()
    worker = Worker(domain, {"notice": busy, **idle}, poll_seconds=0.01)
    worker.start()
    busy.taken.wait(PATIENCE_SECONDS)
    stop = threading.Thread(target=worker.stop)
    stop.start()
    stop.join(1.5)  # more than an equal share of the time for each thread
    assert stop.is_alive()
    busy.let_go.set()
    stop.join(PATIENCE_SECONDS)
    with db.auto_engine().connect() as connection:
        assert connection.execute(select(MESSAGES.c.state)).scalar_one() == "sent"


def test_many_messages_that_stay_in_hand_are_waited_for_together(
    domain: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("idp.worker.STOP_SECONDS", 1.0)
    monkeypatch.setattr("idp.worker.SENDING_THREADS", 4)
    busy = Busy(takes=4)
    put(4)
    worker = Worker(domain, {"notice": busy}, poll_seconds=0.01)
    worker.start()
    busy.taken.wait(PATIENCE_SECONDS)
    waits: list[float] = []
    with monkeypatch.context() as impatient:
        impatient.setattr(threading.Thread, "join", lambda _, timeout: waits.append(timeout))
        worker.stop()
    assert len(waits) > 4
    assert waits[0] <= 1.0
    assert waits == sorted(waits, reverse=True)  # until one instant, not each for as long
    busy.let_go.set()
    worker.stop()


def test_it_goes_on_when_the_database_was_away(
    domain: Flask, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    failures = [OSError("gone"), OSError("gone")]
    send_next = queue.send_next
    arrived = threading.Event()

    def fail_first(senders: dict[str, outbox.Sender]) -> bool:
        if failures:
            raise failures.pop()
        return send_next(senders)

    monkeypatch.setattr(queue, "send_next", fail_first)
    put()
    worker = Worker(domain, {"notice": lambda message: arrived.set()}, poll_seconds=0.01)
    worker.start()
    assert arrived.wait(PATIENCE_SECONDS)
    worker.stop()
    assert "the worker goes on" in caplog.text


def program(told: settings.Settings, *arguments: str) -> "subprocess.Popen[str]":
    """The worker as a process of its own, on the database of the test."""
    environment = {
        **os.environ,
        "EFP_ENV": "test",
        "EFP_DATABASE_URL": told.database_url,
        "EFP_MAIL_FOLDER": str(told.mail.folder),
    }
    command = [EFP, "worker", *arguments]
    return subprocess.Popen(command, env=environment, stderr=subprocess.PIPE, text=True)


@pytest.mark.parametrize("stop", [signal.SIGTERM, signal.SIGINT])
def test_the_program_stops_cleanly_on_a_signal(
    domain: Flask, test_settings: settings.Settings, stop: signal.Signals
) -> None:
    process = program(test_settings)
    assert process.stderr is not None
    while "started" not in (line := process.stderr.readline()):
        assert line, "the worker ended before it started"
    process.send_signal(stop)
    _, errors = process.communicate(timeout=PATIENCE_SECONDS)
    assert (process.returncode, "stopped" in errors) == (0, True)


@pytest.mark.long
def test_two_processes_send_each_message_once(
    domain: Flask, test_settings: settings.Settings
) -> None:
    count = 300
    with db.transaction() as connection:
        for _number in range(count):
            outbox.put_mail(connection, NOTICE)
    processes = [program(test_settings, "--once") for _ in range(2)]
    for process in processes:
        process.communicate(timeout=PATIENCE_SECONDS)
        assert process.returncode == 0
    with db.auto_engine().connect() as connection:
        states = connection.execute(select(MESSAGES.c.state, MESSAGES.c.attempts)).all()
    assert states == [("sent", 1)] * count
