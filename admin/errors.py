"""What staff read when the database does not answer."""

import logging

from flask import Flask, Response

from idp.domain.db import AWAY, db
from web_kit.errors import error_page

RETRY_AFTER_SECONDS = "5"

_log = logging.getLogger(__name__)


def setup(app: Flask) -> None:
    """Answer 503 while the provider's database is away: nobody is staff until it says so."""
    for error in AWAY:
        app.register_error_handler(error, _answer)


def _answer(error: Exception) -> Response:
    _log.error("the database does not answer: %s", type(error).__name__, exc_info=error)
    db.session.rollback()
    response = error_page(
        503,
        title="EFP Admin est momentanément indisponible",
        sentence="Vos droits ne peuvent pas être vérifiés. Réessayez dans quelques instants.",
    )
    response.headers["Retry-After"] = RETRY_AFTER_SECONDS
    return response
