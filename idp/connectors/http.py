"""HTTP to outside systems: connect within 2 s, all over within 5 s, no redirect, small answers."""

import time
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

import requests
from urllib3 import Timeout

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


def post_form(url: str, fields: Mapping[str, str]) -> Answer:
    """POST `fields` as a form. A redirect is an answer like another: it is never followed.

    Raises PermanentFailure for an address that may not be called, and Unavailable when there is
    no whole answer in time, or it is over `LARGEST_BODY_BYTES`.
    """
    _check(url)
    deadline = time.monotonic() + TOTAL_SECONDS
    try:
        with requests.Session() as session:
            session.trust_env = False  # no proxy, and above all no password of a .netrc file
            with session.post(
                url,
                data=dict(fields),
                timeout=Timeout(connect=CONNECT_SECONDS, total=TOTAL_SECONDS),  # type: ignore[arg-type]
                allow_redirects=False,
                stream=True,
            ) as response:
                return Answer(response.status_code, _read(response, deadline))
    except requests.RequestException as error:
        raise Unavailable(cause=type(error).__name__) from error


def _check(url: str) -> None:
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise PermanentFailure("not an http or https address")
    if parts.username is not None or parts.password is not None:
        raise PermanentFailure("an address never carries credentials")


def _read(response: requests.Response, deadline: float) -> bytes:
    body = bytearray()
    for chunk in response.iter_content(8192):
        body += chunk
        if len(body) > LARGEST_BODY_BYTES:
            raise Unavailable(cause="answer too large")
        if time.monotonic() > deadline:
            raise Unavailable(cause="answer too slow")
    return bytes(body)
