"""What a person, or a program, gets when an action cannot be done; in EFP Admin too."""

import logging
from http import HTTPStatus

from flask import Flask, request
from werkzeug.exceptions import Conflict, ServiceUnavailable, TooManyRequests
from werkzeug.wrappers import Response

from idp.domain.db import AWAY, db
from idp.domain.errors import DomainError, Unavailable
from idp.domain.throttling.errors import Throttled
from idp.messages import sentence
from web_kit.errors import RETRY_AFTER_SECONDS, answer_to, error_page
from web_kit.routes import class_of_request

_log = logging.getLogger(__name__)


def setup(app: Flask) -> None:
    """Answer the domain errors that no view caught, and a database that does not answer."""
    app.register_error_handler(DomainError, _answer_domain_error)
    for error in AWAY:
        app.register_error_handler(error, _answer_database_error)


def find_http_error(error: DomainError) -> TooManyRequests | ServiceUnavailable | None:
    """The HTTP error that asks to try again later; None for what time alone does not mend."""
    if isinstance(error, Throttled):
        return TooManyRequests(retry_after=error.retry_after)
    if isinstance(error, Unavailable):
        return ServiceUnavailable(retry_after=error.data.get("retry_after", RETRY_AFTER_SECONDS))
    return None


def refuse(response: Response, error: DomainError, *, otherwise: HTTPStatus) -> Response:
    """Give an answer the status of a domain error, and say when to try again.

    `otherwise` is the status where trying again is of no use.
    """
    later = find_http_error(error)
    response.status_code = later.code if later else otherwise
    if later:
        response.headers["Retry-After"] = str(later.retry_after)
    return response


def _answer_domain_error(error: DomainError) -> Response:
    db.session.rollback()
    later = find_http_error(error)
    if isinstance(error, Unavailable) or class_of_request(request) == "machine":
        return answer_to(later or Conflict())
    said = sentence(error)
    status = later.code if later else HTTPStatus.CONFLICT
    page = error_page(status, title=said.title, sentence=said.whole)
    return refuse(page, error, otherwise=HTTPStatus.CONFLICT)


def _answer_database_error(error: Exception) -> Response:
    _log.error("the database does not answer: %s", type(error).__name__, exc_info=error)
    return _answer_domain_error(Unavailable())
