"""Facts that stop an action. No HTTP and no French here: `idp.messages` has the sentences."""

from typing import Any, ClassVar


class DomainError(Exception):
    """A fact that stops an action: a stable code, and the data that its sentence needs."""

    code: ClassVar[str]

    def __init__(self, **data: Any) -> None:
        super().__init__(self.code)
        self.data = data


class Unavailable(DomainError):
    """An outside system, or a resource of ours, cannot answer now; trying again may help."""

    code = "unavailable"
