"""What is refused before a view sees it: strangers' hosts, sizes, encodings, NUL."""

from collections.abc import Iterable

from flask import Flask, request
from werkzeug.exceptions import (
    BadRequest,
    NotFound,
    RequestEntityTooLarge,
    UnsupportedMediaType,
)

from web_kit.request_state import current_manners
from web_kit.routes import PROBES

MAX_PATH_BYTES = 1024
#: A file's name has 255 bytes at most (NAME_MAX), and a view may add an ending to what it seeks.
MAX_SEGMENT_BYTES = 240
MAX_BODY_BYTES = 256 * 1024
MAX_FIELDS = 100
MAX_FIELD_BYTES = 8 * 1024
MAX_JWT_BYTES = 16 * 1024
JWT_FIELDS = frozenset(
    {"request", "id_token_hint", "client_assertion", "assertion", "logout_token", "token"}
)
FORM_TYPES = frozenset({"application/x-www-form-urlencoded", "multipart/form-data"})


def set_body_limits(app: Flask) -> None:
    """Have the request parser itself stop at our limits."""
    app.config["MAX_CONTENT_LENGTH"] = MAX_BODY_BYTES
    app.config["MAX_FORM_MEMORY_SIZE"] = MAX_BODY_BYTES
    app.config["MAX_FORM_PARTS"] = MAX_FIELDS


def check_host() -> None:
    """Raise BadRequest if the request is for a host that we are not. Probes ask by address."""
    if request.path in PROBES:
        return
    if request.environ.get("HTTP_HOST", "").lower() not in current_manners().hosts:
        raise BadRequest("unknown host")


def check_sizes() -> None:
    """Raise what fits a request out of proportion, or with NUL.

    RequestEntityTooLarge, NotFound for a path longer than any of ours, BadRequest.
    """
    if (request.content_length or 0) > MAX_BODY_BYTES:
        raise RequestEntityTooLarge
    if "\0" in request.path:
        raise BadRequest("NUL in path")
    _check_path(request.path.encode())
    if not request.query_string.isascii():
        raise BadRequest("query is not percent-encoded")
    if request.query_string:
        _check_fields(request.args.items(multi=True))
    if request.mimetype in FORM_TYPES:
        _check_fields(request.form.items(multi=True))


def check_form_type() -> None:
    """Raise UnsupportedMediaType for a body that an HTML form cannot send."""
    if not request.content_length and not request.mimetype:
        return
    charset = request.mimetype_params.get("charset", "utf-8").lower()
    if request.mimetype not in FORM_TYPES or charset not in {"utf-8", "utf8"}:
        raise UnsupportedMediaType


def _check_path(path: bytes) -> None:
    longest = max(len(segment) for segment in path.split(b"/"))
    if len(path) > MAX_PATH_BYTES or longest > MAX_SEGMENT_BYTES:
        raise NotFound


def _check_fields(fields: Iterable[tuple[str, str]]) -> None:
    for count, (name, value) in enumerate(fields, start=1):
        if not isinstance(name, str):
            raise BadRequest("a part without a name")  # the parser lets it through as None
        limit = MAX_JWT_BYTES if name in JWT_FIELDS else MAX_FIELD_BYTES
        if count > MAX_FIELDS or len(name) > limit or _is_longer(value, limit):
            raise RequestEntityTooLarge
        if "\0" in name or "\0" in value:
            raise BadRequest("NUL in a field")


def _is_longer(value: str, limit: int) -> bool:
    return len(value) > limit or (len(value) * 4 > limit and len(value.encode()) > limit)
