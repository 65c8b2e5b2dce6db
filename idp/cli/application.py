"""The application of a program without pages: the settings, the database, the log."""

import logging
import sys

import click
from flask import Flask

from idp import settings
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
    _give_journal_its_lines()
    app = Flask("idp")
    settings.keep(app, present)
    db.setup(app, present.database_url)
    return app


def _give_journal_its_lines() -> None:
    # A line of the journal is JSON already: it leaves as it is, for whoever collects it.
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(logging.Formatter("%(message)s"))
    journal = logging.getLogger("efp.audit")
    journal.handlers = [handler]
    journal.propagate = False
