"""HTTP to outside systems: connect within 2 s, all over within 5 s, no redirect, small answers."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal
from urllib.parse import urlsplit

import requests
from urllib3 import Timeout

from idp.connectors.deadline import DeadlineAdapter
from idp.connectors.errors import PermanentFailure
from idp.domain.errors import Unavailable

CONNECT_SECONDS = 2.0
TOTAL_SECONDS = 5.0
LARGEST_BODY_BYTES = 64 * 1024


@dataclass(frozen=True, slots=True)
class Answer:
    """What an outside system answered, whatever its status."""

    status: int
    body: bytes


def post_form(url: str, fields: Mapping[str, str], *, seconds: float = TOTAL_SECONDS) -> Answer:
    """POST `fields` as a form; see `send`."""
    return send("POST", url, seconds=seconds, data=dict(fields))


def send(
    method: Literal["GET", "POST"],
    url: str,
    *,
    seconds: float = TOTAL_SECONDS,
    largest_bytes: int = LARGEST_BODY_BYTES,
    **content: Any,
) -> Answer:
    """Send one request; `content` goes to Requests: `headers`, `params`, `data`, `json`.

    A redirect is an answer like another: it is never followed. Raises PermanentFailure for an
    address that may not be called, and Unavailable when there is no whole answer within
    `seconds`, or it is over `largest_bytes`.
    """
    _check(url)
    if seconds <= 0:
        raise Unavailable(cause="no time left")
    limits: Any = Timeout(connect=min(CONNECT_SECONDS, seconds), total=seconds)
    try:
        with requests.Session() as session:
            session.trust_env = False  # no proxy, and above all no password of a .netrc file
            session.mount("http://", DeadlineAdapter())
            session.mount("https://", DeadlineAdapter())
            with session.request(
                method, url, timeout=limits, allow_redirects=False, stream=True, **content
            ) as response:
                return Answer(response.status_code, _read(response, largest_bytes))
    except requests.RequestException as error:
        raise Unavailable(cause=type(error).__name__) from error


def _check(url: str) -> None:
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise PermanentFailure("not an http or https address")
    if parts.username is not None or parts.password is not None:
        raise PermanentFailure("an address never carries credentials")


def _read(response: requests.Response, largest_bytes: int) -> bytes:
    body = bytearray()
    for chunk in response.iter_content(8192):
        body += chunk
        if len(body) > largest_bytes:
            raise Unavailable(cause="answer too large")
    return bytes(body)
