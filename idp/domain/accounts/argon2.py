"""argon2id by whichever library computes it fastest on this machine: same hashes, same strings.

libsodium finds out by itself what the processor can do; argon2-cffi is slower as its ready-made
package, and faster where it was built on the machine (`make vectors`).
"""

import hmac
import logging
import time
from functools import lru_cache
from typing import Any

from nacl import bindings
from passlib.hash import argon2
from passlib.utils import to_bytes

log = logging.getLogger(__name__)

TRIES = 3
#: What argon2-cffi must cost at most beside libsodium to be chosen: else noise would choose.
CLEARLY = 0.85
#: The libraries are compared with this much memory, more than a processor has beside it: what one
#: of them has once used, it keeps.
TRIED_KIB = 8 * 1024


class SodiumArgon2(argon2):  # type: ignore[misc]
    """passlib's argon2, computed by libsodium where that can."""

    name = "argon2"

    @classmethod
    def hash(cls, secret: bytes | str) -> str:
        """A new hash of a secret, as a PHC string."""
        fresh = cls(use_defaults=True)
        fresh.checksum = _compute(fresh, secret)
        return str(fresh.to_string())

    @classmethod
    def verify(cls, secret: bytes | str, hash: str) -> bool:
        """Whether a PHC string is that of a secret. Raises ValueError for a malformed one."""
        known = cls.from_string(hash)
        if not _fits(known):
            return bool(super().verify(secret, hash))
        return hmac.compare_digest(_compute(known, secret), known.checksum)


@lru_cache(maxsize=4)
def fastest(memory_kib: int, rounds: int) -> type[argon2]:
    """The handler that costs least with these parameters; which one, the log says."""
    tried_kib = min(memory_kib, TRIED_KIB)
    costs = {
        handler: _milliseconds(handler, tried_kib, rounds) for handler in (SodiumArgon2, argon2)
    }
    chosen = argon2 if costs[argon2] < CLEARLY * costs[SodiumArgon2] else SodiumArgon2
    told = ", ".join(f"{_LIBRARIES[handler]} {cost:.1f} ms" for handler, cost in costs.items())
    log.info(
        "passwords are hashed by %s (%s with %d MiB)", _LIBRARIES[chosen], told, tried_kib // 1024
    )
    return chosen


_LIBRARIES: dict[type[argon2], str] = {SodiumArgon2: "libsodium", argon2: "argon2-cffi"}


def _milliseconds(handler: type[argon2], memory_kib: int, rounds: int) -> float:
    hasher = handler.using(type="ID", memory_cost=memory_kib, rounds=rounds, parallelism=1)
    costs = []
    for _ in range(TRIES):
        start = time.thread_time()
        hasher.hash(b"how long does it take?")
        costs.append(time.thread_time() - start)
    return min(costs) * 1000


def _fits(known: Any) -> bool:
    # What libsodium computes: argon2id of version 1.3 in one lane, with salts of one length.
    return (
        known.type == "id"
        and known.parallelism == 1
        and known.version == 0x13
        and len(known.salt) == bindings.crypto_pwhash_SALTBYTES
        and known.data is None
        and known.checksum is not None
    )


def _compute(known: Any, secret: bytes | str) -> Any:
    return bindings.crypto_pwhash_alg(
        known.checksum_size,
        to_bytes(secret, "utf-8"),
        known.salt,
        known.rounds,
        known.memory_cost * 1024,
        bindings.crypto_pwhash_ALG_ARGON2ID13,
    )
