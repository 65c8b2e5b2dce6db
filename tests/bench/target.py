"""The server under test as the load sees it, and the people at it."""

import base64
import hashlib
from dataclasses import dataclass, field

from idp.domain.clients.registration import SCOPES

REDIRECT_URI = "http://127.0.0.1:7001/cb"
VERIFIER = "v" * 43
#: A network that holds as many captchas as it may.
FULL_NETWORK = "198.51.100.1"
CHALLENGE = base64.urlsafe_b64encode(hashlib.sha256(VERIFIER.encode()).digest()).decode()[:43]


@dataclass(frozen=True)
class Target:
    """The server under test, the client registered there, and the accounts."""

    port: int
    client_id: str
    secret: str
    emails: tuple[str, ...]


@dataclass
class Person:
    """A person in a browser; `address` is what the proxy in front of the server tells of it."""

    email: str
    address: str
    cookies: dict[str, str] = field(default_factory=dict)
    held: "Held | None" = None
    access_token: str = ""


@dataclass
class Held:
    """A captcha that a stranger's browser holds, and may still play so often."""

    browser: Person
    name: str
    plays_left: int


def authorization_request(client_id: str) -> dict[str, str]:
    """The parameters of a good authorization request."""
    return {
        "response_type": "code",
        "client_id": client_id,
        "redirect_uri": REDIRECT_URI,
        "scope": " ".join(SCOPES),
        "state": "s" * 43,
        "nonce": "n" * 43,
        "code_challenge": CHALLENGE,
        "code_challenge_method": "S256",
    }
