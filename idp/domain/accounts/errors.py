"""Facts that stop an action on an account."""

from idp.ground.errors import DomainError, Unknown


class AccountUnknown(Unknown):
    """No account has this address; data: `email`."""

    code = "account_unknown"


class EmailTaken(DomainError):
    """An account has this address already."""

    code = "email_taken"
