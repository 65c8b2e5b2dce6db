"""The edge of a request: its one business transaction is committed here, or not at all."""

import logging
from http import HTTPStatus

from flask import Flask, Response, request
from flask.typing import ResponseReturnValue
from sqlalchemy.exc import SQLAlchemyError
from werkzeug.exceptions import HTTPException, ServiceUnavailable

from idp.domain import db
from web_kit.browser import keep_browser_id
from web_kit.csrf import SAFE_METHODS
from web_kit.errors import RETRY_AFTER_SECONDS, answer_to
from web_kit.routes import class_of_request

log = logging.getLogger(__name__)


class Application(Flask):
    """An application in which an error undoes what the request has written.

    Views let domain errors pass: `errorhandler` of a blueprint says what its pages answer, with
    whatever status. By then all is rolled back, so that no refusal keeps half of a change.
    """

    def handle_user_exception(self, e: Exception) -> HTTPException | ResponseReturnValue:
        """Answer an error of a view, or of the error handler that answered it."""
        try:
            roll_back()
            return super().handle_user_exception(e)
        except Exception as second:
            if second is e:
                raise
            roll_back()
            if isinstance(second, db.AWAY):
                # Any page of ours would ask the database again, and its handler after it.
                log.error("an error cannot be answered without the database", exc_info=second)
                second = ServiceUnavailable(retry_after=RETRY_AFTER_SECONDS)
            return super().handle_user_exception(second)


def setup(app: Flask) -> None:
    """Commit before the first byte of an answer leaves; roll back behind an error."""
    app.before_request(_begin)
    app.after_request(_commit)
    app.teardown_request(_end)


def roll_back() -> None:
    """Undo what the request has written."""
    db.roll_back()
    # What a new browser id was for did not happen: the session under the old one goes on.
    keep_browser_id()


def _begin() -> None:
    # Safe methods change nothing on a page; authorize, which gives codes, is no page.
    db.set_reading(request.method in SAFE_METHODS and class_of_request(request) == "page")


def _commit(response: Response) -> Response:
    # `registry.has` so that a request which never used the session pays nothing for it.
    if not db.session.registry.has():
        return response
    if response.status_code >= HTTPStatus.BAD_REQUEST:
        roll_back()
        return response
    try:
        db.session.commit()
    except SQLAlchemyError:
        log.exception("the transaction of a request could not be committed")
        roll_back()
        return answer_to(ServiceUnavailable(retry_after=RETRY_AFTER_SECONDS))
    return response


def _end(_error: BaseException | None) -> None:
    db.set_reading(False)
