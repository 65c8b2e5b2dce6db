"""The two cookies of a relying party: its session, and the browser that began a sign-in.

Two, because the session's id is renewed at sign-in while another tab may still be signing in.
Neither says anything by itself: both are random names of rows.
"""

import re

from flask import Request, Response

from rp_kit.settings import Settings

_WELL_FORMED = re.compile(r"[A-Za-z0-9_-]{43}")


class Cookie:
    """One cookie: HttpOnly, SameSite=Lax; bound to host and TLS by `__Host-` on https."""

    def __init__(self, settings: Settings, use: str) -> None:
        name = f"{settings.name}_{use}"
        self.name = f"__Host-{name}" if settings.is_https else name
        self._is_secure = settings.is_https

    def find(self, request: Request) -> str | None:
        """Return the value that the request carries; None for none, or nonsense."""
        value = request.cookies.get(self.name, "")
        return value if _WELL_FORMED.fullmatch(value) else None

    def set(self, response: Response, value: str) -> None:
        """Give the browser a value, until it closes."""
        response.set_cookie(
            self.name, value, path="/", secure=self._is_secure, httponly=True, samesite="Lax"
        )

    def forget(self, response: Response) -> None:
        """Take the value away from the browser."""
        response.delete_cookie(
            self.name, path="/", secure=self._is_secure, httponly=True, samesite="Lax"
        )
