"""The only door to the network: every outgoing call of a relying party, with the same limits.

Connect 2 s, 5 s in all, no redirect followed, answers of 1 MiB at most, no cookie kept.
"""

import json
import os
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from http.cookiejar import DefaultCookiePolicy
from typing import Any

import requests
from requests import PreparedRequest
from requests.auth import AuthBase
from urllib3 import Timeout

from rp_kit import clock
from rp_kit.deadline import DeadlineAdapter

CONNECT_SECONDS = 2.0
TOTAL_SECONDS = 5.0
MAX_BYTES = 1024 * 1024
_CHUNK_BYTES = 16 * 1024
#: After a failed call the next ones fail at once: waiting threads would bring the service down too.
_PAUSE = timedelta(seconds=3)


class Unavailable(Exception):
    """The other side did not give a usable answer in time."""


@dataclass(frozen=True)
class Answer:
    """A status and at most 1 MiB."""

    status: int
    body: bytes

    def read_object(self) -> dict[str, Any]:
        """Return the JSON object of the body. Raises Unavailable if it is anything else."""
        try:
            value = json.loads(self.body)
        except (ValueError, RecursionError) as error:
            raise Unavailable("the answer is not JSON") from error
        if not isinstance(value, dict):
            raise Unavailable("the answer is not a JSON object")
        return value


class _Header(AuthBase):
    # As an AuthBase, so that credentials for the host in a .netrc file never replace ours.
    def __init__(self, value: str) -> None:
        self.value = value

    def __call__(self, request: PreparedRequest) -> PreparedRequest:
        if self.value:
            request.headers["Authorization"] = self.value
        return request


class Caller:
    """A pool of connections to one provider; threads may share it."""

    def __init__(self) -> None:
        self._session = requests.Session()
        self._session.trust_env = False
        self._session.mount("http://", DeadlineAdapter())
        self._session.mount("https://", DeadlineAdapter())
        self._session.verify = os.environ.get("REQUESTS_CA_BUNDLE") or True
        self._session.cookies.set_policy(DefaultCookiePolicy(allowed_domains=[]))
        self._silent_until: datetime | None = None

    def get(self, url: str, *, authorization: str = "") -> Answer:
        """Fetch `url`. Raises Unavailable."""
        return self._call("GET", url, None, authorization)

    def post_form(self, url: str, fields: Mapping[str, str], *, authorization: str) -> Answer:
        """Send a form to `url`. Raises Unavailable."""
        return self._call("POST", url, fields, authorization)

    def _call(
        self, method: str, url: str, fields: Mapping[str, str] | None, authorization: str
    ) -> Answer:
        if self._silent_until is not None and clock.now() < self._silent_until:
            raise Unavailable(f"{method} {url}: did not answer a moment ago")
        try:
            return self._send(method, url, fields, authorization)
        except (requests.RequestException, OSError) as error:
            self._silent_until = clock.now() + _PAUSE
            raise Unavailable(f"{method} {url}: {type(error).__name__}") from error

    def _send(
        self, method: str, url: str, fields: Mapping[str, str] | None, authorization: str
    ) -> Answer:
        limits: Any = Timeout(connect=CONNECT_SECONDS, total=TOTAL_SECONDS)
        with self._session.request(
            method,
            url,
            data=fields,
            auth=_Header(authorization),
            headers={"Accept": "application/json"},
            timeout=limits,
            allow_redirects=False,
            stream=True,
        ) as response:
            return Answer(response.status_code, _read(response))


def _read(response: requests.Response) -> bytes:
    body = b""
    for chunk in response.iter_content(_CHUNK_BYTES):
        body += chunk
        if len(body) > MAX_BYTES:
            # One person's answer, and no outage: the next calls are for others.
            raise Unavailable(f"the answer is longer than {MAX_BYTES} bytes")
    return body
