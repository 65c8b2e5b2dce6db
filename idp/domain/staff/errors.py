"""Facts that stop an appointment."""

from idp.ground.errors import DomainError


class ScopeMismatch(DomainError):
    """An administrator has no service, every other rank has one."""

    code = "scope_mismatch"
