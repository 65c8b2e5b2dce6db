"""Why the provider's word was not taken. The text is for the log, never for the person."""


class TokenRefused(Exception):
    """A token is not what it must be: no session comes of it."""


class GrantRefused(Exception):
    """The provider did not take the code; the text is the error of RFC 6749 section 5.2."""


class AccessTokenRefused(Exception):
    """The provider no longer answers to this access token: the session there has ended."""
