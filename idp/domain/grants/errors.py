"""Facts that stop a redemption."""

from idp.ground.errors import DomainError


class CodeRefused(DomainError):
    """The authorization code is unknown, expired, another client's, or was used before."""

    code = "code_refused"
