"""What a person, or a program, gets when an action cannot be done; in EFP Admin too."""

import logging
from http import HTTPStatus

from flask import Flask, request
from werkzeug.exceptions import (
    Conflict,
    HTTPException,
    NotFound,
    ServiceUnavailable,
    TooManyRequests,
)
from werkzeug.wrappers import Response

from idp.domain import db
from idp.domain.throttling.errors import Throttled
from idp.ground.errors import DomainError, Unavailable, Unknown
from idp.messages import sentence
from web_kit.errors import RETRY_AFTER_SECONDS, answer_to, error_page
from web_kit.routes import class_of_request

_log = logging.getLogger(__name__)


def setup(app: Flask) -> None:
    """Answer the domain errors that no blueprint answers, and a database that does not answer."""
    app.register_error_handler(DomainError, _answer_domain_error)
    for error in db.AWAY:
        app.register_error_handler(error, _answer_database_error)


def http_error(error: DomainError) -> HTTPException:
    """What a domain error is in the words of HTTP."""
    if isinstance(error, Throttled):
        return TooManyRequests(retry_after=error.retry_after)
    if isinstance(error, Unavailable):
        return ServiceUnavailable(retry_after=error.data.get("retry_after", RETRY_AFTER_SECONDS))
    return NotFound() if isinstance(error, Unknown) else Conflict()


def refuse(response: Response, error: DomainError, *, typed: bool = False) -> Response:
    """Give an answer the status of a domain error, and say when to try again.

    A form that is shown again because what was `typed` is wrong is no failure of its page.
    """
    said = http_error(error)
    is_mistake = typed and isinstance(said, Conflict | NotFound)
    response.status_code = HTTPStatus.OK if is_mistake else said.code or HTTPStatus.CONFLICT
    if isinstance(said, TooManyRequests | ServiceUnavailable):
        response.headers["Retry-After"] = str(said.retry_after)
    return response


def _answer_domain_error(error: DomainError) -> Response:
    said = http_error(error)
    if isinstance(error, Unavailable) or class_of_request(request) == "machine":
        return answer_to(said)
    words = sentence(error)
    page = error_page(said.code or HTTPStatus.CONFLICT, title=words.title, sentence=words.whole)
    return refuse(page, error)


def _answer_database_error(error: Exception) -> Response:
    _log.error("the database does not answer: %s", type(error).__name__, exc_info=error)
    return answer_to(Unavailable())
