"""The edge of a request: its one business transaction is committed here, or not at all."""

from flask import Flask, Response, current_app, request
from sqlalchemy.exc import SQLAlchemyError

from idp.domain.db import db, set_reading
from web_kit.browser import keep_browser_id
from web_kit.csrf import SAFE_METHODS
from web_kit.routes import class_of_request


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
    if response.status_code >= 400:
        db.session.rollback()
        return response
    try:
        db.session.commit()
    except SQLAlchemyError as error:
        db.session.rollback()
        keep_browser_id()
        return current_app.make_response(current_app.handle_user_exception(error))
    return response


def _end(_error: BaseException | None) -> None:
    set_reading(False)
