"""What a person, or a program, gets when an action cannot be done; in EFP Admin too."""

import logging

from flask import Flask, Response, current_app, request
from werkzeug.exceptions import Conflict, HTTPException, ServiceUnavailable, TooManyRequests

from idp.domain.db import AWAY, db
from idp.domain.errors import DomainError, Unavailable
from idp.domain.throttling.errors import Throttled
from idp.messages import sentence
from web_kit.errors import error_page
from web_kit.routes import class_of_request

RETRY_AFTER_SECONDS = 5

_log = logging.getLogger(__name__)


def setup(app: Flask) -> None:
    """Answer the domain errors that no view caught, and a database that does not answer."""
    app.register_error_handler(DomainError, _answer_domain_error)
    for error in AWAY:
        app.register_error_handler(error, _answer_database_error)


def _answer_domain_error(error: DomainError) -> Response:
    db.session.rollback()
    status = _http_error(error)
    if isinstance(error, Unavailable) or class_of_request(request) == "machine":
        return _answer(status)
    said = sentence(error)
    response = error_page(status.code or Conflict.code, title=said.title, sentence=said.whole)
    if isinstance(error, Throttled):
        response.headers["Retry-After"] = str(error.retry_after)
    return response


def _answer_database_error(error: Exception) -> Response:
    _log.error("the database does not answer: %s", type(error).__name__, exc_info=error)
    db.session.rollback()
    return _answer(ServiceUnavailable(retry_after=RETRY_AFTER_SECONDS))


def _http_error(error: DomainError) -> HTTPException:
    if isinstance(error, Unavailable):
        wait = error.data.get("retry_after", RETRY_AFTER_SECONDS)
        return ServiceUnavailable(retry_after=wait)
    if isinstance(error, Throttled):
        return TooManyRequests(retry_after=error.retry_after)
    return Conflict()


def _answer(error: HTTPException) -> Response:
    return current_app.make_response(current_app.handle_user_exception(error))
