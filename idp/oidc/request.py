"""What Authlib is given of a request: one dict parsed once."""

from authlib.oauth2.rfc6749 import OAuth2Request
from authlib.oauth2.rfc6749.requests import BasicOAuth2Payload
from werkzeug.datastructures import Headers


class ProtocolRequest(OAuth2Request):
    """A token request. Its form is a plain dict that `parameters.read` checked.

    Authlib decodes the address only to refuse http, which the settings have already done where it
    matters: a constant spares the work.
    """

    def __init__(self, method: str, headers: Headers, form: dict[str, str]) -> None:
        super().__init__(method, "https://provider", headers=headers)
        self.payload = BasicOAuth2Payload(form)

    @property
    def form(self) -> dict[str, str]:
        """The body's parameters."""
        form: dict[str, str] = self.payload.data
        return form
