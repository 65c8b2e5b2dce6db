"""Who asks for an action."""

from dataclasses import dataclass
from typing import Literal

ActorKind = Literal["account", "client", "system", "anonymous"]


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts, and from where, as the journal will remember it.

    `account_id` is set for a signed-in person, `client_id` for a relying party; `address` is
    the network address of the caller, None for work that nobody asked for over the network.
    """

    kind: ActorKind
    account_id: int | None = None
    client_id: str | None = None
    address: str | None = None
    correlation_id: str | None = None


SYSTEM = Actor("system")
