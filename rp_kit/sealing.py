"""What is kept at rest: hashes of what must be recognised, sealed texts of what must be used."""

import hashlib
import hmac
import secrets
from base64 import urlsafe_b64encode

from cryptography.fernet import Fernet, InvalidToken, MultiFernet


class SealBroken(Exception):
    """The text was altered, or sealed for something else or under a forgotten key."""


def new_secret() -> str:
    """Return 256 random bits as 43 characters that fit a URL and a cookie."""
    return secrets.token_urlsafe(32)


def hash_of(secret: str) -> str:
    """Return the SHA-256 of a random secret, in hexadecimal: what tables keep of it."""
    return hashlib.sha256(secret.encode()).hexdigest()


class Sealer:
    """Seals under keys derived from the service's secret key, one for each purpose."""

    def __init__(self, secret_key: str, fallbacks: tuple[str, ...] = ()) -> None:
        self._secrets = (secret_key, *fallbacks)

    def seal(self, text: str, purpose: str) -> str:
        """Encrypt `text`; only `unseal` with the same purpose gives it back."""
        return self._cipher(purpose).encrypt(text.encode()).decode()

    def unseal(self, sealed: str, purpose: str) -> str:
        """Decrypt what `seal` returned. Raises SealBroken."""
        try:
            return self._cipher(purpose).decrypt(sealed).decode()
        except InvalidToken as error:
            raise SealBroken(purpose) from error

    def mark(self, text: str, purpose: str) -> str:
        """Return a keyed mark of `text` that nobody else can compute."""
        digest = hmac.digest(_key(self._secrets[0], purpose), text.encode(), "sha256")
        return urlsafe_b64encode(digest).rstrip(b"=").decode()

    def _cipher(self, purpose: str) -> MultiFernet:
        keys = (_key(secret, purpose) for secret in self._secrets)
        return MultiFernet([Fernet(urlsafe_b64encode(key)) for key in keys])


def _key(secret: str, purpose: str) -> bytes:
    return hmac.digest(secret.encode(), f"rp_kit {purpose}".encode(), "sha256")
