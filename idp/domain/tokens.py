"""Random secrets, and the hashes by which we know them again."""

import hashlib
import hmac
import secrets

from idp import settings

TOKEN_BYTES = 32


def random_token() -> str:
    """A secret of 256 random bits, in base64url: 43 characters."""
    return secrets.token_urlsafe(TOKEN_BYTES)


def token_hash(token: str) -> str:
    """What the database keeps of a random secret. It needs no salt: nobody can guess 256 bits."""
    return hashlib.sha256(token.encode("utf-8", "surrogateescape")).hexdigest()


def keyed_hash(purpose: str, text: str) -> str:
    """What the database keeps of something guessable; worthless without `secret_key`."""
    key = settings.current().secret_key.encode()
    return hmac.new(key, f"{purpose}\0{text}".encode(), hashlib.sha256).hexdigest()
