"""Logout tokens (OpenID Connect Back-Channel Logout 1.0 sections 2.4 and 2.6)."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from rp_kit.oidc import tokens
from rp_kit.oidc.errors import TokenRefused
from rp_kit.oidc.provider import Provider

_TYPES = frozenset({"logout+jwt"})
_EVENT = "http://schemas.openid.net/event/backchannel-logout"
#: A token that lives longer would have to be remembered longer than we remember `jti`.
MAX_LIFE = timedelta(minutes=10)


@dataclass(frozen=True)
class LogoutNotice:
    """Whose sessions end: those of `sid` if it is there, otherwise all those of `sub`."""

    jti: str
    sid: str | None
    sub: str | None
    expires_at: datetime


def read_logout_token(provider: Provider, client_id: str, token: str) -> LogoutNotice:
    """Return what a logout token says. Whether its `jti` was seen before is for the caller.

    Raises TokenRefused, and Unavailable if the provider's keys cannot be had.
    """
    claims = tokens.read_claims(provider, token, _TYPES)
    tokens.check_claims(claims, provider.issuer, client_id)
    if claims["exp"] - claims["iat"] > MAX_LIFE.total_seconds():
        raise TokenRefused("lives too long")
    events = claims.get("events")
    if not isinstance(events, dict) or not isinstance(events.get(_EVENT), dict):
        raise TokenRefused("not a logout event")
    if "nonce" in claims:
        raise TokenRefused("a nonce, so an ID token in disguise")
    sid = tokens.get_text(claims, "sid") if "sid" in claims else None
    sub = tokens.get_text(claims, "sub") if "sub" in claims else None
    if sid is None and sub is None:
        raise TokenRefused("neither sid nor sub")
    return LogoutNotice(
        jti=tokens.get_text(claims, "jti"),
        sid=sid,
        sub=sub,
        expires_at=datetime.fromtimestamp(claims["exp"], UTC),
    )
