"""Why the provider's word was not taken. The text is for the log, never for the person."""


class TokenRefused(Exception):
    """A token is not what it must be: no session comes of it."""


class GrantRefused(Exception):
    """The provider did not take the code; `error` is the code of RFC 6749 section 5.2."""

    def __init__(self, error: str) -> None:
        super().__init__(error)
        self.error = error


class AccessTokenRefused(Exception):
    """The provider no longer answers to this access token: the session there has ended."""
