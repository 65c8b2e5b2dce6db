"""How keys are made and how they take turns.

A key is published one rotation before it signs, or at least one full cache time before, so that
no relying party meets a signature by a key that it could not have fetched; it stays published
after its last signature for as long as a token of its lives, and caches.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from joserfc.jwk import ECKey, RSAKey
from sqlalchemy import select

from idp import settings
from idp.domain import audit, db
from idp.domain.actor import Actor
from idp.domain.encryption import encrypt
from idp.domain.signing_keys.models import ALGORITHMS, Algorithm, SigningKey
from idp.ground import clock

RSA_BITS = 2048


@dataclass(frozen=True, slots=True)
class Rotation:
    """What a rotation decided for one algorithm: who signs next, and from when (UTC)."""

    algorithm: Algorithm
    kid: str
    active_from: datetime


def ensure_keys(*, by: Actor) -> None:
    """Make the first keys: for each algorithm one that signs at once and its successor."""
    for algorithm in ALGORITHMS:
        if not _list_unretired(algorithm):
            _make(algorithm, active_from=clock.now(), by=by)
            _make(algorithm, active_from=None, by=by)


def rotate(*, by: Actor) -> list[Rotation]:
    """Let the next keys sign as soon as every cache can know them, and publish new successors."""
    ensure_keys(by=by)
    return [_rotate(algorithm, by) for algorithm in ALGORITHMS]


def _rotate(algorithm: Algorithm, by: Actor) -> Rotation:
    now = clock.now()
    unretired = _list_unretired(algorithm)
    waiting = [key for key in unretired if key.active_from is None]
    signing = [key for key in unretired if key.active_from is not None]
    successor = waiting[0] if waiting else _make(algorithm, active_from=None, by=by)
    starts = max(now, successor.published_at + _spread_time())
    # A turn that was decided and has not come yet is overtaken by this one, not lost.
    starts = max([starts, *(key.active_from for key in signing if key.active_from)])
    successor.active_from = starts
    for key in signing:
        key.retired_from = starts
        key.withdrawn_from = starts + _overlap()
    _make(algorithm, active_from=None, by=by)
    audit.record(db.session, "key.rotated", by=by, data={"kid": successor.kid})
    return Rotation(algorithm, successor.kid, starts)


def _list_unretired(algorithm: Algorithm) -> list[SigningKey]:
    return list(
        db.session.scalars(
            select(SigningKey)
            .where(SigningKey.algorithm == algorithm, SigningKey.retired_from.is_(None))
            .order_by(SigningKey.published_at, SigningKey.kid)
            .with_for_update()
        )
    )


def _spread_time() -> timedelta:
    """How long until every process of ours and every cache of theirs knows a published key."""
    tokens = settings.current().tokens
    return timedelta(seconds=tokens.jwks_max_age_seconds + tokens.keys_reload_seconds)


def _overlap() -> timedelta:
    """How long a retired key is still needed to verify what it signed, caches included."""
    tokens = settings.current().tokens
    longest = max(tokens.access_token_seconds, tokens.id_token_seconds, tokens.logout_token_seconds)
    return timedelta(seconds=longest) + _spread_time()


def _make(algorithm: Algorithm, *, active_from: datetime | None, by: Actor) -> SigningKey:
    pair = RSAKey.generate_key(RSA_BITS) if algorithm == "RS256" else ECKey.generate_key("P-256")
    kid = pair.thumbprint()
    key = SigningKey(
        kid=kid,
        algorithm=algorithm,
        public_jwk={**pair.as_dict(private=False), "kid": kid, "alg": algorithm, "use": "sig"},
        private_pem_encrypted=encrypt(pair.as_pem(private=True).decode("ascii")),
        published_at=clock.now(),
        active_from=active_from,
    )
    db.session.add(key)
    db.session.flush()
    audit.record(db.session, "key.published", by=by, data={"kid": kid})
    return key
