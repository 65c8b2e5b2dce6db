"""What Authlib is given of a request: one dict parsed once."""

from typing import Any

from authlib.oauth2.rfc6749 import OAuth2Request
from authlib.oauth2.rfc6749.requests import BasicOAuth2Payload
from werkzeug.datastructures import Headers

from idp.oidc.clients import RegisteredClient


class ProtocolRequest(OAuth2Request):
    """A token request. Its form is a plain dict that `parameters.read` checked.

    The parent's constructor is not called: it decodes the address at each request, only to refuse
    http, which the settings have already done where it matters.
    """

    def __init__(self, method: str, headers: Headers, form: dict[str, str]) -> None:
        self.method = method
        self.uri = ""
        self.headers = headers
        self.payload = BasicOAuth2Payload(form)
        self.client: RegisteredClient | None = None
        # Authlib asks only whether the client is public: none is.
        self.auth_method = "client_secret"
        self.user: Any = None
        self.authorization_code: Any = None
        self._form = form

    @property
    def args(self) -> dict[str, str]:
        """Nothing: the query of a token request is refused before."""
        return {}

    @property
    def form(self) -> dict[str, str]:
        """The body's parameters."""
        return self._form
