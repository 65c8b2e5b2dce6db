"""The one outgoing HTTP caller: connect within 2 s, all over within 5 s, no redirect, no cookie."""

import json
import os
from dataclasses import dataclass
from http.cookiejar import DefaultCookiePolicy
from typing import Any, Literal

import requests
from urllib3 import Timeout

from rp_kit.ground.deadline import DeadlineAdapter

CONNECT_SECONDS = 2.0
TOTAL_SECONDS = 5.0
_CHUNK_BYTES = 16 * 1024


class Unavailable(Exception):
    """The other side did not give a usable answer in time."""


class TooLong(Unavailable):
    """An answer came, and is longer than was allowed: the other side is well."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What the other side answered, whatever its status."""

    status: int
    body: bytes

    def read_object(self) -> dict[str, Any]:
        """The JSON object of the body. Raises Unavailable if it is anything else."""
        try:
            value = json.loads(self.body)
        except (ValueError, RecursionError) as error:
            raise Unavailable("the answer is not JSON") from error
        if not isinstance(value, dict):
            raise Unavailable("the answer is not a JSON object")
        return value


def open_session() -> requests.Session:
    """Connections that threads may share and that keep nothing of those whom they reach."""
    session = requests.Session()
    session.trust_env = False  # no proxy, and above all no password of a .netrc file
    session.verify = os.environ.get("REQUESTS_CA_BUNDLE") or True
    session.cookies.set_policy(DefaultCookiePolicy(allowed_domains=[]))
    for scheme in ("http://", "https://"):
        session.mount(scheme, DeadlineAdapter())
    return session


def send(
    session: requests.Session,
    method: Literal["GET", "POST"],
    url: str,
    *,
    largest_bytes: int,
    seconds: float = TOTAL_SECONDS,
    **content: Any,
) -> Answer:
    """Send one request; `content` goes to Requests: `headers`, `params`, `data`, `json`.

    A redirect is an answer like another. Raises Unavailable when there is no whole answer within
    `seconds`, TooLong when it is over `largest_bytes`.
    """
    limits: Any = Timeout(connect=min(CONNECT_SECONDS, seconds), total=seconds)
    try:
        with session.request(
            method, url, timeout=limits, allow_redirects=False, stream=True, **content
        ) as response:
            return Answer(response.status_code, _read(response, largest_bytes))
    except (requests.RequestException, OSError) as error:
        raise Unavailable(type(error).__name__) from error


def _read(response: requests.Response, largest_bytes: int) -> bytes:
    body = bytearray()
    for chunk in response.iter_content(_CHUNK_BYTES):
        body += chunk
        if len(body) > largest_bytes:
            raise TooLong(f"the answer is longer than {largest_bytes} bytes")
    return bytes(body)
