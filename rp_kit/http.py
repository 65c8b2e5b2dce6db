"""Calls to the provider: after one that failed, the next ones fail at once for some seconds."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any, Literal

from rp_kit.ground import clock, http
from rp_kit.ground.http import Answer, TooLong, Unavailable

__all__ = ["Caller", "Unavailable"]

LARGEST_BYTES = 1024 * 1024
#: After a failed call the next ones fail at once: waiting threads would bring the service down too.
_PAUSE = timedelta(seconds=3)


class Caller:
    """A pool of connections to one provider; threads may share it."""

    def __init__(self) -> None:
        self._session = http.open_session()
        self._silent_until: datetime | None = None

    def get(self, url: str, *, authorization: str = "") -> Answer:
        """Fetch `url`. Raises Unavailable."""
        return self._call("GET", url, authorization)

    def post_form(self, url: str, fields: Mapping[str, str], *, authorization: str) -> Answer:
        """Send a form to `url`. Raises Unavailable."""
        return self._call("POST", url, authorization, data=fields)

    def _call(
        self, method: Literal["GET", "POST"], url: str, authorization: str, **content: Any
    ) -> Answer:
        if self._silent_until is not None and clock.now() < self._silent_until:
            raise Unavailable(f"{method} {url}: did not answer a moment ago")
        headers = {"Accept": "application/json"}
        if authorization:
            headers["Authorization"] = authorization
        try:
            return http.send(
                self._session,
                method,
                url,
                headers=headers,
                largest_bytes=LARGEST_BYTES,
                **content,
            )
        except TooLong as error:
            # One person's answer, and no outage: the next calls are for others.
            raise Unavailable(f"{method} {url}: {error}") from error
        except Unavailable as error:
            self._silent_until = clock.now() + _PAUSE
            raise Unavailable(f"{method} {url}: {error}") from error
