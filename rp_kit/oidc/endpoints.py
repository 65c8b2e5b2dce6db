"""Calls from server to server: the code against tokens, the access token against claims."""

from base64 import b64encode
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import quote_plus

from rp_kit.ground import clock
from rp_kit.http import Caller, Unavailable
from rp_kit.oidc.errors import AccessTokenRefused, GrantRefused, TokenRefused
from rp_kit.oidc.provider import Provider
from rp_kit.settings import Settings

_MAX_LIFE_SECONDS = 3600


@dataclass(frozen=True)
class Tokens:
    """What the token endpoint gave."""

    id_token: str = field(repr=False)
    access_token: str = field(repr=False)
    access_token_expires_at: datetime


class Endpoints:
    """The token and userinfo endpoints of one provider, as one client calls them."""

    def __init__(self, settings: Settings, provider: Provider, caller: Caller) -> None:
        self._settings = settings
        self._provider = provider
        self._caller = caller

    def exchange_code(self, code: str, verifier: str) -> Tokens:
        """Redeem a code (RFC 6749 section 4.1.3). The ID token is not verified here.

        Raises GrantRefused, TokenRefused if there is no ID token, Unavailable.
        """
        answer = self._caller.post_form(
            self._provider.metadata().token_endpoint,
            {
                "grant_type": "authorization_code",
                "code": code,
                "redirect_uri": self._settings.redirect_uri,
                "code_verifier": verifier,
            },
            authorization=self._basic(),
        )
        if answer.status in (400, 401):
            raise GrantRefused(str(answer.read_object().get("error", ""))[:100])
        if answer.status != 200:
            raise Unavailable(f"token endpoint: status {answer.status}")
        return _read_tokens(answer.read_object())

    def fetch_claims(self, access_token: str) -> dict[str, Any]:
        """Return the claims of userinfo. Raises AccessTokenRefused, Unavailable."""
        answer = self._caller.get(
            self._provider.metadata().userinfo_endpoint, authorization=f"Bearer {access_token}"
        )
        if answer.status in (401, 403):
            raise AccessTokenRefused
        if answer.status != 200:
            raise Unavailable(f"userinfo: status {answer.status}")
        return answer.read_object()

    def _basic(self) -> str:
        # RFC 6749 section 2.3.1: each part is form-encoded before they are joined.
        pair = ":".join(
            quote_plus(part) for part in (self._settings.client_id, self._settings.client_secret)
        )
        return "Basic " + b64encode(pair.encode()).decode()


def _read_tokens(answer: dict[str, Any]) -> Tokens:
    id_token, access_token = answer.get("id_token"), answer.get("access_token")
    if not isinstance(id_token, str) or not isinstance(access_token, str):
        raise TokenRefused("no ID token or no access token")
    if str(answer.get("token_type")).lower() != "bearer":
        raise TokenRefused("not a bearer token")
    expires_in = answer.get("expires_in")
    seconds = expires_in if isinstance(expires_in, int) else 0
    life = timedelta(seconds=min(max(seconds, 0), _MAX_LIFE_SECONDS))
    return Tokens(id_token, access_token, clock.now() + life)
