"""What ID tokens and logout tokens have in common: signature, issuer, audience, instants."""

from datetime import timedelta
from typing import Any

from joserfc import jws, jwt
from joserfc.errors import JoseError

from rp_kit.ground import clock
from rp_kit.oidc.errors import TokenRefused
from rp_kit.oidc.provider import Provider

MAX_CHARACTERS = 16 * 1024
LEEWAY = timedelta(seconds=30)
_LAST_SECOND = 253_402_300_799  # the end of the year 9999
#: Of public keys only: HS256 and "none" have no place here.
_ALGORITHMS = frozenset({"RS256", "ES256"})
#: Headers that bring or fetch a key, or ask for what we do not understand (RFC 7515 section 4.1).
_FORBIDDEN_HEADERS = frozenset({"jwk", "jku", "x5u", "x5c", "crit", "b64"})


def read_claims(provider: Provider, token: str, accepted_types: frozenset[str]) -> dict[str, Any]:
    """Return the claims of a token that the provider signed.

    `accepted_types` are the `typ` headers that fit, in lower case; "" stands for none.
    Raises TokenRefused, and Unavailable if the provider's keys cannot be had.
    """
    if len(token) > MAX_CHARACTERS or not token.isascii():
        raise TokenRefused("too long, or not ASCII")
    try:
        header = jws.extract_compact(token.encode()).headers()
    except (JoseError, ValueError, TypeError, RecursionError) as error:
        raise TokenRefused("not a signed token") from error
    algorithm = _check_header(header, accepted_types)
    key = provider.key(str(header.get("kid", "")))
    try:
        # joserfc checks that the key's kind and use fit the algorithm.
        return jwt.decode(token, key, algorithms=[algorithm]).claims
    except (JoseError, ValueError, TypeError, RecursionError) as error:
        raise TokenRefused(f"signature: {type(error).__name__}") from error


def check_issuer_and_audience(claims: dict[str, Any], issuer: str, client_id: str) -> None:
    """Check that this issuer speaks to this client, and to nobody else. Raises TokenRefused."""
    if claims.get("iss") != issuer:
        raise TokenRefused("another issuer")
    if claims.get("aud") not in (client_id, [client_id]):
        raise TokenRefused("another audience")
    if claims.get("azp", client_id) != client_id:
        raise TokenRefused("another authorized party")


def check_instants(claims: dict[str, Any]) -> None:
    """Check `exp`, `iat` and `nbf` on our clock, with 30 s of leeway. Raises TokenRefused."""
    now = clock.timestamp()
    if now >= _instant(claims, "exp") + LEEWAY.total_seconds():
        raise TokenRefused("expired")
    if _instant(claims, "iat") > now + LEEWAY.total_seconds():
        raise TokenRefused("issued in the future")
    if "nbf" in claims and _instant(claims, "nbf") > now + LEEWAY.total_seconds():
        raise TokenRefused("not valid yet")


def get_text(claims: dict[str, Any], name: str) -> str:
    """Return a claim that must be a text of 1 to 255 characters. Raises TokenRefused."""
    value = claims.get(name)
    if not isinstance(value, str) or not 0 < len(value) <= 255:
        raise TokenRefused(f"no {name}")
    return value


def _check_header(header: dict[str, Any], accepted_types: frozenset[str]) -> str:
    if _FORBIDDEN_HEADERS & header.keys():
        raise TokenRefused("a header that brings a key or an extension")
    if str(header.get("typ", "")).lower() not in accepted_types:
        raise TokenRefused("another type of token")
    algorithm = header.get("alg")
    if not isinstance(algorithm, str) or algorithm not in _ALGORITHMS:
        raise TokenRefused("an algorithm that is not accepted")
    return algorithm


def _instant(claims: dict[str, Any], name: str) -> float:
    value = claims.get(name)
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise TokenRefused(f"no {name}")
    # NaN is a float, and every comparison with it is false: the test is that it is in the range.
    if not 0 <= value <= _LAST_SECOND:
        raise TokenRefused(f"{name} is out of range")
    return float(value)
