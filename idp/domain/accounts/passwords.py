"""Passwords: argon2id, the same work for every answer, never too many at a time."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from threading import BoundedSemaphore

from passlib.context import CryptContext

from idp import settings
from idp.domain import db
from idp.domain.accounts.argon2 import fastest
from idp.domain.tokens import random_token
from idp.ground.errors import Unavailable

#: Longer ones are wrong: nobody chose one, and hashing must not take a megabyte.
MAX_CHARACTERS = 128
RETRY_AFTER_SECONDS = 5


def prepare() -> None:
    """Choose how to hash before the first person asks, and say so in the log."""
    _hasher()


def hash_password(password: str) -> str:
    """Hash a password exactly as typed: no trimming, no normalisation.

    Raises ValueError over 128 characters, Unavailable when too many hashes are under way,
    RuntimeError once the request has written.
    """
    if len(password) > MAX_CHARACTERS:
        raise ValueError("a password has at most 128 characters")
    return _hasher().hash(_bytes(password))


def verify(password_hash: str | None, password: str) -> bool:
    """Tell whether `password` is the one that was hashed.

    The work is the same when there is no hash, when it is of a scheme that is not ours (such
    hashes never open an account) and when the password is too long. Raises Unavailable when too
    many hashes are under way, RuntimeError once the request has written.
    """
    return _hasher().verify(password_hash, password)


def needs_rehash(password_hash: str) -> bool:
    """Tell whether a hash that just proved right was made with other parameters than today's."""
    return bool(_hasher().context.needs_update(password_hash))


class _Hasher:
    """One set of parameters, and the gate that bounds memory and processors in use."""

    def __init__(self, chosen: settings.Hashing) -> None:
        self.context = CryptContext(
            schemes=[fastest(chosen.memory_kib, chosen.time_cost)],
            argon2__type="ID",
            argon2__memory_cost=chosen.memory_kib,
            argon2__rounds=chosen.time_cost,
            argon2__parallelism=1,
        )
        self._nobody = self.context.hash(random_token())
        self._gate = BoundedSemaphore(chosen.concurrent)
        self._wait_seconds = chosen.wait_seconds

    def hash(self, secret: bytes) -> str:
        with self._place():
            return str(self.context.hash(secret))

    def verify(self, password_hash: str | None, password: str) -> bool:
        can_match = (
            password_hash is not None
            and self.context.identify(password_hash) is not None
            and len(password) <= MAX_CHARACTERS
        )
        known = password_hash if can_match else self._nobody
        secret = _bytes(password) if can_match else b"too long, or nobody's"
        with self._place():
            return bool(self.context.verify(secret, known)) and can_match

    @contextmanager
    def _place(self) -> Iterator[None]:
        db.stand_aside()
        if not self._gate.acquire(timeout=self._wait_seconds):
            raise Unavailable(what="password_hashing", retry_after=RETRY_AFTER_SECONDS)
        try:
            yield
        finally:
            self._gate.release()


def _hasher() -> _Hasher:
    return _hasher_of(settings.current().hashing)


@lru_cache(maxsize=4)
def _hasher_of(chosen: settings.Hashing) -> _Hasher:
    return _Hasher(chosen)


def _bytes(password: str) -> bytes:
    return password.encode("utf-8", "surrogatepass")
