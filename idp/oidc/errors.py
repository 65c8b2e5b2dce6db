"""Two ways to refuse an authorization request: here, or back at the client."""

from dataclasses import dataclass


class LocalError(Exception):
    """The request cannot be answered by a redirect: the person gets a page of ours.

    `code` is the protocol's error code, `description` English words for whoever integrates.
    """

    def __init__(self, code: str, description: str) -> None:
        super().__init__(f"{code}: {description}")
        self.code = code
        self.description = description


@dataclass
class ClientError(Exception):
    """The client gets an error at its registered address (RFC 6749 section 4.1.2.1)."""

    redirect_uri: str
    state: str | None
    code: str
    description: str = ""
