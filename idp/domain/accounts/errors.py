"""Facts that stop an action on an account."""

from idp.domain.errors import DomainError


class EmailTaken(DomainError):
    """An account has this address already."""

    code = "email_taken"


class WrongCredentials(DomainError):
    """The address and the password together open no account. Nobody is told which is wrong."""

    code = "wrong_credentials"
