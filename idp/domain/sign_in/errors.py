"""Facts that stop a sign-in."""

from idp.ground.errors import DomainError


class WrongCredentials(DomainError):
    """The address and the password together open no account. Nobody is told which is wrong."""

    code = "wrong_credentials"
