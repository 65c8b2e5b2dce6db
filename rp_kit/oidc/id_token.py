"""ID tokens: the proof of who signed in (OpenID Connect Core section 3.1.3.7)."""

import hashlib
import hmac
from base64 import urlsafe_b64encode
from typing import Any

from rp_kit.oidc import tokens
from rp_kit.oidc.errors import TokenRefused
from rp_kit.oidc.provider import Provider
from rp_kit.sealing import hash_of

_TYPES = frozenset({"", "jwt"})


def read_id_token(
    provider: Provider, client_id: str, token: str, *, nonce_hash: str, access_token: str
) -> dict[str, Any]:
    """Return the claims of the ID token that answers the request with this nonce.

    Raises TokenRefused, and Unavailable if the provider's keys cannot be had.
    """
    claims = tokens.read_claims(provider, token, _TYPES)
    tokens.check_claims(claims, provider.issuer, client_id)
    tokens.get_text(claims, "sub")
    tokens.get_text(claims, "sid")
    if not hmac.compare_digest(hash_of(tokens.get_text(claims, "nonce")), nonce_hash):
        raise TokenRefused("another nonce")
    if "at_hash" in claims and claims["at_hash"] != half_hash(access_token):
        raise TokenRefused("another access token")
    return claims


def half_hash(access_token: str) -> str:
    """Return the `at_hash` of an access token: both accepted algorithms hash with SHA-256."""
    digest = hashlib.sha256(access_token.encode()).digest()
    return urlsafe_b64encode(digest[:16]).rstrip(b"=").decode()
