"""What ID tokens and logout tokens have in common: signature, issuer, audience, instants."""

from datetime import timedelta
from typing import Any

from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jws import JWSRegistry
from joserfc.registry import JWS_HEADER_REGISTRY

from rp_kit.ground import clock
from rp_kit.oidc.errors import TokenRefused
from rp_kit.oidc.provider import Provider

MAX_CHARACTERS = 16 * 1024
LEEWAY = timedelta(seconds=30)
_LAST_SECOND = 253_402_300_799  # the end of the year 9999
#: Of public keys only: HS256 and "none" have no place here.
_REGISTRY = JWSRegistry(algorithms=("RS256", "ES256"))
# None that brings or fetches a key, or asks for an extension (RFC 7515 section 4.1).
_REGISTRY.header_registry = {
    name: JWS_HEADER_REGISTRY[name] for name in ("alg", "kid", "typ", "cty", "x5t", "x5t#S256")
}


def read_claims(provider: Provider, token: str, accepted_types: frozenset[str]) -> dict[str, Any]:
    """Return the claims of a token that the provider signed.

    `accepted_types` are the `typ` headers that fit, in lower case; "" stands for none.
    Raises TokenRefused, and Unavailable if the provider's keys cannot be had.
    """
    if len(token) > MAX_CHARACTERS or not token.isascii():
        raise TokenRefused("too long, or not ASCII")
    try:
        # joserfc checks that the key's kind and use fit the algorithm.
        signed = jwt.decode(
            token,
            lambda message: provider.key(message.headers().get("kid", "")),
            registry=_REGISTRY,
        )
    except (JoseError, ValueError, TypeError, RecursionError) as error:
        raise TokenRefused(f"not a token of the provider: {type(error).__name__}") from error
    if signed.header.get("typ", "").lower() not in accepted_types:
        raise TokenRefused("another type of token")
    return signed.claims


def check_claims(claims: dict[str, Any], issuer: str, client_id: str) -> None:
    """Check that this issuer speaks to this client, to nobody else, and now.

    `exp`, `iat` and `nbf` are read on our clock, with 30 s of leeway. Raises TokenRefused.
    """
    registry = jwt.JWTClaimsRegistry(
        now=clock.timestamp(),
        leeway=int(LEEWAY.total_seconds()),
        iss={"essential": True, "value": issuer},
        exp={"essential": True},
        iat={"essential": True},
    )
    try:
        registry.validate(claims)
    except JoseError as error:
        raise TokenRefused(str(error)) from error
    # joserfc takes a list of several audiences if we are among them, and the same for `azp`.
    if claims.get("aud") not in (client_id, [client_id]):
        raise TokenRefused("another audience")
    if claims.get("azp", client_id) != client_id:
        raise TokenRefused("another authorized party")
    # It sets no bounds to instants: these are no dates.
    if not all(0 <= claims.get(name, 0) <= _LAST_SECOND for name in ("exp", "iat", "nbf")):
        raise TokenRefused("an instant is out of range")


def get_text(claims: dict[str, Any], name: str) -> str:
    """Return a claim that must be a text of 1 to 255 characters. Raises TokenRefused."""
    value = claims.get(name)
    if not isinstance(value, str) or not 0 < len(value) <= 255:
        raise TokenRefused(f"no {name}")
    return value
