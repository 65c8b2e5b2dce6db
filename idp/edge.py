"""The edge of a request: its one business transaction is committed here, or not at all."""

import logging
from http import HTTPStatus

from flask import Flask, Response, request
from sqlalchemy.exc import SQLAlchemyError
from werkzeug.exceptions import ServiceUnavailable

from idp.domain.db import db, set_reading
from web_kit.browser import keep_browser_id
from web_kit.csrf import SAFE_METHODS
from web_kit.errors import RETRY_AFTER_SECONDS, answer_to
from web_kit.routes import class_of_request

log = logging.getLogger(__name__)


def setup(app: Flask) -> None:
    """Commit before the first byte of an answer leaves; roll back behind a refusal."""
    app.before_request(_begin)
    app.after_request(_commit)
    app.teardown_request(_end)


def _begin() -> None:
    # Safe methods change nothing on a page; authorize, which gives codes, is no page.
    set_reading(request.method in SAFE_METHODS and class_of_request(request) == "page")


def _commit(response: Response) -> Response:
    # `registry.has` so that a request which never used the session pays nothing for it.
    if not db.session.registry.has():
        return response
    if response.status_code >= HTTPStatus.BAD_REQUEST:
        return _roll_back(response)
    try:
        db.session.commit()
    except SQLAlchemyError:
        log.exception("the transaction of a request could not be committed")
        return _roll_back(answer_to(ServiceUnavailable(retry_after=RETRY_AFTER_SECONDS)))
    return response


def _roll_back(response: Response) -> Response:
    db.session.rollback()
    # What a new browser id was for did not happen: the session under the old one goes on.
    keep_browser_id()
    return response


def _end(_error: BaseException | None) -> None:
    set_reading(False)
