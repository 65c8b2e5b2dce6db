"""Encryption at rest of what must be read again: signing keys, codes waiting to be sent."""

from base64 import urlsafe_b64encode
from functools import lru_cache

from cryptography.fernet import Fernet, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from idp import settings


def encrypt(text: str) -> str:
    """Encrypt with the present key."""
    return _cipher().encrypt(text.encode()).decode("ascii")


def decrypt(text: str) -> str:
    """Decrypt what `encrypt` made under the present key or one of its fallbacks.

    Raises cryptography.fernet.InvalidToken when none of them fits.
    """
    return _cipher().decrypt(text.encode("ascii")).decode()


@lru_cache(maxsize=8)
def derive(key: str, purpose: str) -> bytes:
    """A key of 32 bytes for one purpose (RFC 5869): none tells anything about another."""
    hkdf = HKDF(SHA256(), length=32, salt=None, info=purpose.encode())
    return hkdf.derive(key.encode())


def _cipher() -> MultiFernet:
    present = settings.current()
    return _cipher_of((present.encryption_key, *present.encryption_key_fallbacks))


@lru_cache(maxsize=4)
def _cipher_of(keys: tuple[str, ...]) -> MultiFernet:
    return MultiFernet(
        [Fernet(urlsafe_b64encode(derive(key, "efp encryption at rest"))) for key in keys]
    )
