"""What is kept at rest: hashes of what must be recognised, sealed texts of what must be used."""

import hashlib
import hmac
import secrets
from base64 import urlsafe_b64decode, urlsafe_b64encode

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

_NONCE_BYTES = 12


class SealBroken(Exception):
    """The text was altered, or sealed for something else or under a forgotten key."""


def new_secret() -> str:
    """Return 256 random bits as 43 characters that fit a URL and a cookie."""
    return secrets.token_urlsafe(32)


def hash_of(secret: str) -> str:
    """Return the SHA-256 of a random secret, in hexadecimal: what tables keep of it."""
    return hashlib.sha256(secret.encode()).hexdigest()


class Sealer:
    """AES-256-GCM under keys derived from the service's secret key, one for each purpose."""

    def __init__(self, secret_key: str, fallbacks: tuple[str, ...] = ()) -> None:
        self._secrets = (secret_key, *fallbacks)

    def seal(self, text: str, purpose: str) -> str:
        """Encrypt `text`; only `unseal` with the same purpose gives it back."""
        nonce = secrets.token_bytes(_NONCE_BYTES)
        sealed = AESGCM(_key(self._secrets[0], purpose)).encrypt(nonce, text.encode(), None)
        return urlsafe_b64encode(nonce + sealed).decode()

    def unseal(self, sealed: str, purpose: str) -> str:
        """Decrypt what `seal` returned. Raises SealBroken."""
        raw = urlsafe_b64decode(sealed)
        for secret in self._secrets:
            try:
                plain = AESGCM(_key(secret, purpose)).decrypt(
                    raw[:_NONCE_BYTES], raw[_NONCE_BYTES:], None
                )
            except InvalidTag:
                continue
            return plain.decode()
        raise SealBroken(purpose)

    def mark(self, text: str, purpose: str) -> str:
        """Return a keyed mark of `text` that nobody else can compute."""
        digest = hmac.digest(_key(self._secrets[0], purpose), text.encode(), "sha256")
        return urlsafe_b64encode(digest).rstrip(b"=").decode()


def _key(secret: str, purpose: str) -> bytes:
    return hmac.digest(secret.encode(), f"rp_kit {purpose}".encode(), "sha256")
