"""The application of a program without pages: the settings, the database, the log."""

import logging
import sys
from collections.abc import Iterator
from contextlib import contextmanager

import click
from flask import Flask

from idp import settings
from idp.cli.faults import clear_faults
from idp.domain import db
from web_kit.logs import setup_logging


def open_application() -> Flask:
    """Make the application, from the environment.

    Raises click.ClickException, with every fault, when the settings are wrong.
    """
    try:
        present = settings.load()
    except settings.WrongSettings as wrong:
        raise click.ClickException(str(wrong)) from None
    setup_logging("INFO", present.log_format == "json")
    _give_journal_its_lines(present)
    app = Flask("idp")
    settings.keep(app, present)
    db.setup(app, present.database_url, statement_seconds=db.PROGRAM_SECONDS)
    return app


@contextmanager
def transaction() -> Iterator[None]:
    """Work in the application, and keep what was changed unless something is raised.

    Raises click.ClickException as `open_application` does, and for a domain error.
    """
    with open_application().app_context(), clear_faults():
        yield
        db.session.commit()


def _give_journal_its_lines(present: settings.Settings) -> None:
    # A line of the journal is JSON already: it leaves as it is, for whoever collects it.
    handler: logging.Handler = logging.StreamHandler(sys.stderr)
    if present.env == "demo":  # five programs share a terminal: it is for what people must read
        beside_mail = (settings.ROOT / present.mail.folder).with_name("journal.jsonl")
        beside_mail.parent.mkdir(parents=True, exist_ok=True)
        handler = logging.FileHandler(beside_mail, encoding="utf-8", delay=True)
    handler.setFormatter(logging.Formatter("%(message)s"))
    journal = logging.getLogger("efp.audit")
    journal.handlers = [handler]
    journal.propagate = False
