"""Errors become a French page for a person and JSON for a program, never a bare text."""

import logging
from http import HTTPStatus

from flask import Flask, Response, current_app, jsonify, make_response, render_template, request
from werkzeug.exceptions import HTTPException

from web_kit.addresses import safe_return_path
from web_kit.correlation import correlation_id
from web_kit.error_texts import code_for, text_for
from web_kit.request_state import request_state

#: For what says nothing itself of when to try again.
RETRY_AFTER_SECONDS = 5

_log = logging.getLogger(__name__)
_TEMPLATE = "web_kit/error.html"
_LOGGED = frozenset({400, 403, 413, 415, 429})


def set_error_handlers(app: Flask) -> None:
    """Answer every HTTP error, and every exception that nobody caught, in our manner."""
    app.register_error_handler(HTTPException, _answer)


def error_page(status: int, *, title: str, sentence: str) -> Response:
    """Build the page of an error: one title, one sentence, and the ways to go on."""
    context = {"title": title, "sentence": sentence, "retry_path": _retry_path(status)}
    render = _render_bare if status >= HTTPStatus.INTERNAL_SERVER_ERROR else _render
    return make_response(render(context), status)


def _retry_path(status: int) -> str:
    # The page itself where a second try may help; a form is never sent again by a link.
    may_help = status == HTTPStatus.TOO_MANY_REQUESTS or status >= HTTPStatus.INTERNAL_SERVER_ERROR
    if not may_help or request.method != "GET":
        return ""
    return safe_return_path(request.full_path.rstrip("?"), "")


def answer_to(error: Exception) -> Response:
    """Build what this request would get if `error` were raised, for hooks that may not raise.

    Raises the error itself if nothing answers it.
    """
    return current_app.make_response(current_app.handle_user_exception(error))


def _render(context: dict[str, str]) -> str:
    try:
        return render_template(_TEMPLATE, **context)
    except Exception:
        _log.exception("error page without the application's own context")
        return _render_bare(context)


def _render_bare(context: dict[str, str]) -> str:
    # Without context processors: the menu of a signed-in person needs a database, which the
    # failure may have taken away.
    return current_app.jinja_env.get_template(_TEMPLATE).render(context)


def _answer(error: HTTPException) -> Response:
    given = error.get_response(request.environ)
    status = given.status_code
    if error.response is not None:
        return make_response(given)
    if status in _LOGGED:
        _log.warning("refused %s: %s", status, error.description)
    if request_state().route_class == "machine":
        response = jsonify(error=code_for(status), correlation_id=correlation_id())
        response.status_code = status
    else:
        text = text_for(error)
        response = error_page(status, title=text.title, sentence=text.sentence)
    for name in ("Allow", "Retry-After", "WWW-Authenticate"):
        if name in given.headers:
            response.headers[name] = given.headers[name]
    return response
