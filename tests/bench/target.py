"""The server under test as the load sees it, and the people at it."""

from dataclasses import dataclass, field

#: A network that holds as many captchas as it may.
FULL_NETWORK = "198.51.100.1"


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
