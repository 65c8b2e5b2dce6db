"""The tokens we sign: ID tokens, access tokens, logout tokens. All instants by the clock."""

import hashlib
from base64 import urlsafe_b64encode
from typing import Any

from idp import settings
from idp.domain import db
from idp.domain.grants.queries import LiveGrant
from idp.domain.tokens import random_token
from idp.ground import clock
from idp.oidc import keys
from idp.oidc.claims import id_token_claims, subject

ACCESS_JWT_TYPE = "at+jwt"
ID_JWT_TYPE = "JWT"
LOGOUT_JWT_TYPE = "logout+jwt"
LOGOUT_EVENT = "http://schemas.openid.net/event/backchannel-logout"
#: Names the grant in an access token, so that ending the one ends the other at once.
GRANT_CLAIM = "grant"


def access_token(grant: LiveGrant) -> str:
    """An access token for userinfo (RFC 9068): five minutes, one grant, its own `jti`."""
    present = settings.current()
    now = clock.timestamp()
    claims = {
        "iss": present.public_url,
        "aud": present.public_url,
        "sub": subject(grant),
        "client_id": grant.client_id,
        "iat": now,
        "exp": now + present.tokens.access_token_seconds,
        "jti": random_token(),
        "scope": grant.scope,
        "auth_time": int(grant.authenticated_at.timestamp()),
        "acr": grant.acr,
        "amr": grant.amr,
        GRANT_CLAIM: grant.id,
    }
    return keys.sign("ES256", claims, token_type=ACCESS_JWT_TYPE)


def id_token(grant: LiveGrant, access: str) -> str:
    """The ID token given with this access token (OpenID Connect Core 2)."""
    present = settings.current()
    with db.auto_engine().connect() as connection:
        person = id_token_claims(connection, grant)
    now = clock.timestamp()
    claims: dict[str, Any] = {
        "iss": present.public_url,
        "aud": grant.client_id,
        "iat": now,
        "exp": now + present.tokens.id_token_seconds,
        **person,
        "at_hash": _half_hash(access),
    }
    if grant.nonce is not None:
        claims["nonce"] = grant.nonce
    return keys.sign("RS256", claims, token_type=ID_JWT_TYPE)


def logout_token(client_id: str, sub: str, sid: str) -> str:
    """What tells a client that a session has ended (OpenID Connect Back-Channel Logout 2.4)."""
    present = settings.current()
    now = clock.timestamp()
    claims = {
        "iss": present.public_url,
        "aud": client_id,
        "sub": sub,
        "sid": sid,
        "iat": now,
        "exp": now + present.tokens.logout_token_seconds,
        "jti": random_token(),
        "events": {LOGOUT_EVENT: {}},
    }
    return keys.sign("RS256", claims, token_type=LOGOUT_JWT_TYPE)


def read_access_token(token: str) -> dict[str, Any]:
    """The claims of an access token of ours, in date and for us. Raises keys.InvalidToken.

    Whether its grant still lives is a question for the database, asked at each use.
    """
    claims = keys.verify(token, token_type=ACCESS_JWT_TYPE)
    public_url = settings.current().public_url
    if claims["iss"] != public_url or claims["aud"] != public_url:
        raise keys.InvalidToken
    if claims["exp"] <= clock.timestamp():
        raise keys.InvalidToken
    return claims


def read_hint(token: str) -> dict[str, Any]:
    """The claims of an ID token given as a hint; it may have expired. Raises keys.InvalidToken."""
    claims = keys.verify(token, token_type=ID_JWT_TYPE, include_withdrawn=True)
    if claims.get("iss") != settings.current().public_url:
        raise keys.InvalidToken
    return claims


def _half_hash(token: str) -> str:
    # OpenID Connect Core 3.1.3.6: the left half of the hash that the signature's algorithm uses.
    digest = hashlib.sha256(token.encode("ascii")).digest()
    return urlsafe_b64encode(digest[:16]).rstrip(b"=").decode("ascii")
