"""A mail server, and an application that sends by it."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Thread
from typing import Any

import pytest
from flask import Flask
from flask_mail import Message

from idp import settings
from idp.connectors import smtp
from tests.connectors.smtp_server import MailServer

Deliver = Callable[..., None]


@contextmanager
def running(server: MailServer) -> Iterator[MailServer]:
    """A server that answers while the block lasts."""
    thread = Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.has_ended.set()
        server.shutdown()
        server.server_close()
        thread.join()


@pytest.fixture
def mail_server() -> Iterator[MailServer]:
    """A mail server without TLS."""
    with running(MailServer()) as server:
        yield server


@pytest.fixture
def deliver() -> Deliver:
    """Deliver one message through a server, with settings of the mail section over ours."""

    def deliver(port: int, **values: Any) -> None:
        told = {"sender": "no-reply@efp.test", "host": "127.0.0.1", "tls": "none", **values}
        app = Flask("mail")
        smtp.setup(app, settings.Mail(port=port, **told))
        with app.app_context():
            message = Message(
                subject=values.get("subject", "Bonjour"),
                recipients=["ana@demo.test"],
                body="Texte",
                sender="no-reply@efp.test",
            )
            smtp.deliver(message)

    return deliver
