"""Access tokens of PISTE, the State's API gateway (RFC 6749 section 4.4), kept while they last."""

import json
import time
from datetime import datetime, timedelta
from threading import Lock
from typing import Any

from idp.connectors.http import send
from idp.ground import clock
from idp.ground.errors import Unavailable
from idp.settings import CaptchEtat as Credentials

#: A token is renewed this long before its end: the next call must still find it good.
MARGIN = timedelta(seconds=60)


class PisteToken:
    """The token of one client, shared by the threads of a process."""

    def __init__(self, credentials: Credentials) -> None:
        self._credentials = credentials
        self._lock = Lock()
        self._value = ""
        self._ends_at: datetime | None = None

    def get(self, deadline: float) -> str:
        """The token in force; asks for one when there is none.

        Raises Unavailable when there is none before `deadline`, an instant of `time.monotonic`.
        """
        if not self._lock.acquire(timeout=max(0.0, deadline - time.monotonic())):
            raise Unavailable(cause="no token in time")
        try:
            if self._ends_at is None or self._ends_at <= clock.now():
                self._value, life = self._ask(deadline)
                self._ends_at = clock.now() + life - MARGIN
            return self._value
        finally:
            self._lock.release()

    def forget(self, refused: str) -> None:
        """Ask for another token next time, unless another thread has done so already."""
        with self._lock:
            if self._value == refused:
                self._ends_at = None

    def _ask(self, deadline: float) -> tuple[str, timedelta]:
        told = self._credentials
        fields = {
            "grant_type": "client_credentials",
            "client_id": told.client_id,
            "client_secret": told.client_secret,
            "scope": told.scope,
        }
        left = deadline - time.monotonic()
        answer = send("POST", told.token_url, seconds=left, data=fields)
        if answer.status != 200:
            raise Unavailable(cause="no token", status=answer.status)
        return _read(answer.body)


def _read(body: bytes) -> tuple[str, timedelta]:
    try:
        given: Any = json.loads(body)
        token, seconds = given["access_token"], given["expires_in"]
        is_token = isinstance(token, str) and token.isascii() and token.isprintable() and token
        if not is_token or not 0 < int(seconds) < 10**6:
            raise ValueError("not a bearer token")
    except (ValueError, KeyError, TypeError, OverflowError, RecursionError) as error:
        raise Unavailable(cause="not a token") from error
    return token, timedelta(seconds=int(seconds))
