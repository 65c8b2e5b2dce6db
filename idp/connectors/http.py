"""HTTP to outside systems, by the one caller: what it could not do is Unavailable."""

from typing import Any, Literal
from urllib.parse import urlsplit

from idp.ground import http
from idp.ground.errors import PermanentFailure, Unavailable

LARGEST_BODY_BYTES = 64 * 1024


def send(
    method: Literal["GET", "POST"],
    url: str,
    *,
    seconds: float = http.TOTAL_SECONDS,
    largest_bytes: int = LARGEST_BODY_BYTES,
    **content: Any,
) -> http.Answer:
    """Send one request; `content` is `headers`, `params`, `data` or `json`, as Requests has them.

    Raises PermanentFailure for an address that may not be called, and Unavailable when there is
    no whole answer within `seconds`, or it is over `largest_bytes`.
    """
    _check(url)
    if seconds <= 0:
        raise Unavailable(cause="no time left")
    try:
        with http.open_session() as session:
            return http.send(
                session, method, url, seconds=seconds, largest_bytes=largest_bytes, **content
            )
    except http.Unavailable as error:
        raise Unavailable(cause=str(error)) from error


def _check(url: str) -> None:
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise PermanentFailure("not an http or https address")
    if parts.username is not None or parts.password is not None:
        raise PermanentFailure("an address never carries credentials")
