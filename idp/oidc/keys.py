"""The provider's keys at work: parsed once per process, read again every half minute.

Signing and verifying go through here; instants come from the clock, not from the library.
"""

import hashlib
import json
import logging
from collections import OrderedDict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from threading import Lock
from typing import Any

from flask import current_app
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import ECKey, KeySet, RSAKey
from joserfc.jws import JWSRegistry

from idp import settings
from idp.domain import db
from idp.domain.signing_keys.models import ALGORITHMS, Algorithm
from idp.domain.signing_keys.queries import StoredKey, list_keys
from idp.ground import clock

log = logging.getLogger(__name__)

MAX_TOKEN_BYTES = 16 * 1024
REMEMBERED_SIGNATURES = 4096
_EXTENSION = "efp-keys"
_KEY_TYPES: dict[Algorithm, type[RSAKey | ECKey]] = {"RS256": RSAKey, "ES256": ECKey}
_REGISTRY = JWSRegistry(algorithms=list(ALGORITHMS))
_REGISTRY.max_header_length = 1024
_REGISTRY.max_payload_length = MAX_TOKEN_BYTES


class InvalidToken(Exception):
    """Not a token of ours, or not of the type that is wanted here."""


@dataclass(frozen=True)
class KeyRing:
    """The keys as one process knows them at one instant."""

    signing: Sequence[tuple[StoredKey, RSAKey | ECKey]]
    verifying: KeySet
    published: frozenset[str]
    jwks: bytes
    etag: str

    def current(self, algorithm: Algorithm) -> tuple[str, RSAKey | ECKey]:
        """The key that signs now, and its `kid`. Raises LookupError."""
        now = clock.now()
        for stored, key in self.signing:
            if stored.algorithm == algorithm and stored.is_current(now):
                return stored.kid, key
        raise LookupError(f"no key signs {algorithm} at present")


@dataclass
class KeyCache:
    """The present key ring, and the signatures that this process has verified."""

    ring: KeyRing | None = None
    read_at: float = 0.0
    verified: OrderedDict[bytes, dict[str, Any]] = field(default_factory=OrderedDict)
    lock: Lock = field(default_factory=Lock)


def key_ring() -> KeyRing:
    """The present keys; those known before when the database does not answer."""
    cache = _cache()
    now = clock.now().timestamp()
    reload_after = settings.current().tokens.keys_reload_seconds
    if cache.ring is None or not 0 <= now - cache.read_at < reload_after:
        _read(cache, now)
    if cache.ring is None:
        raise LookupError("no signing key; `efp db upgrade` makes the first ones")
    return cache.ring


def sign(algorithm: Algorithm, claims: Mapping[str, Any], *, token_type: str) -> str:
    """Sign claims with the current key of this algorithm, whose `kid` the header names."""
    kid, key = key_ring().current(algorithm)
    header = {"alg": algorithm, "kid": kid, "typ": token_type}
    return jwt.encode(header, dict(claims), key, [algorithm], registry=_REGISTRY)


def verify(token: str, *, token_type: str, include_withdrawn: bool = False) -> dict[str, Any]:
    """The claims of a token that we signed, whatever its instants say.

    A signature is verified once and remembered; what is true only for a while is the caller's
    to check. Keys out of the JWKS count with `include_withdrawn` only: for logout and login
    hints. Raises InvalidToken.
    """
    cache, ring = _cache(), key_ring()
    if len(token) > MAX_TOKEN_BYTES or not token.isascii():
        raise InvalidToken
    digest = hashlib.sha256(f"{token_type} {token}".encode()).digest()
    claims = cache.verified.get(digest)
    if claims is None:
        kid, claims = _verify(token, token_type, ring)
        if kid not in ring.published:
            if not include_withdrawn:
                raise InvalidToken
            return claims
        _remember(cache, digest, claims)
    return claims


def _verify(token: str, token_type: str, ring: KeyRing) -> tuple[str, dict[str, Any]]:
    try:
        # By the key that `kid` names, whose JWK says its one algorithm and its use.
        decoded = jwt.decode(token, ring.verifying, registry=_REGISTRY)
        kid: str = decoded.header["kid"]
    except (JoseError, ValueError, KeyError, TypeError, RecursionError) as error:
        raise InvalidToken from error
    if decoded.header.get("typ") != token_type:
        raise InvalidToken
    return kid, decoded.claims


def _remember(cache: KeyCache, digest: bytes, claims: dict[str, Any]) -> None:
    with cache.lock:
        cache.verified[digest] = claims
        while len(cache.verified) > REMEMBERED_SIGNATURES:
            cache.verified.popitem(last=False)


def _cache() -> KeyCache:
    cache: KeyCache = current_app.extensions.setdefault(_EXTENSION, KeyCache())
    return cache


def _read(cache: KeyCache, now: float) -> None:
    try:
        with db.auto_engine().connect() as connection:
            stored = list_keys(connection, clock.now())
    except Exception:
        if cache.ring is None:
            raise
        # A database that is away must not take the published keys with it.
        log.exception("signing keys could not be read again; the known ones stay")
        cache.read_at = now
        return
    if stored:
        cache.ring = _ring_of(stored)
        cache.read_at = now
        # A key may have left the JWKS: what it signed is verified again, and refused.
        cache.verified.clear()


def _ring_of(stored: Sequence[StoredKey]) -> KeyRing:
    now = clock.now()
    published = [key for key in stored if key.is_published(now)]
    jwks = json.dumps({"keys": [key.public_jwk for key in published]}).encode()
    return KeyRing(
        # Those of the future too: each process lets them sign at the same instant.
        signing=[
            (key, _parse(key.algorithm, key.private_pem))
            for key in stored
            if key.active_from is not None and key.private_pem is not None
        ],
        verifying=KeySet.import_key_set({"keys": [key.public_jwk for key in stored]}),
        published=frozenset(key.kid for key in published),
        jwks=jwks,
        etag=f'"{hashlib.sha256(jwks).hexdigest()[:32]}"',
    )


@lru_cache(maxsize=16)
def _parse(algorithm: Algorithm, pem: str) -> RSAKey | ECKey:
    # An RSA key costs tens of milliseconds to parse: once per process, not once per reading.
    return _KEY_TYPES[algorithm].import_key(pem)
