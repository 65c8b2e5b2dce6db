"""Facts that stop an action. No HTTP and no French here: `idp.messages` has the sentences."""

from typing import Any, ClassVar


class DomainError(Exception):
    """A fact that stops an action: a stable code, and the data that its sentence needs.

    No view catches one: it would keep what the action has written (`idp.edge`).
    """

    code: ClassVar[str]

    def __init__(self, **data: Any) -> None:
        super().__init__(self.code)
        self.data = data


class Unknown(DomainError):
    """There is no such thing, or none of whoever asks: nobody is told which."""


class Unavailable(DomainError):
    """An outside system, or a resource of ours, cannot answer now; trying again may help."""

    code = "unavailable"


class PermanentFailure(Exception):
    """An outside system refused, and would refuse again: trying again cannot help."""
