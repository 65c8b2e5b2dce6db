"""Facts that stop an appointment."""

from idp.domain.errors import DomainError


class AccountUnknown(DomainError):
    """No account has this address; data: `email`."""

    code = "account_unknown"


class ScopeMismatch(DomainError):
    """An administrator has no service, every other rank has one."""

    code = "scope_mismatch"
