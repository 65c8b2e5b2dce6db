"""Authlib's authorization server, trimmed: the routing of grants and their hooks."""

import json
from typing import Any

from authlib.oauth2 import AuthorizationServer
from authlib.oauth2.rfc6749 import UnsupportedGrantTypeError
from authlib.oauth2.rfc7636 import CodeChallenge
from flask import Response

from idp import settings
from idp.domain.clients.registration import GRANT_TYPES
from idp.domain.grants.queries import LiveGrant
from idp.oidc import tokens
from idp.oidc.client_authentication import authenticate
from idp.oidc.clients import RegisteredClient
from idp.oidc.grants.authorization_code import AuthorizationCodeGrant
from idp.oidc.request import ProtocolRequest


class Server(AuthorizationServer):
    """The token endpoint's engine. The authorization endpoint has its own list of checks."""

    def create_oauth2_request(self, request: ProtocolRequest) -> ProtocolRequest:
        """Our views build the request themselves."""
        return request

    def authenticate_client(
        self, request: ProtocolRequest, methods: object, endpoint: str = "token"
    ) -> RegisteredClient:
        """By exactly one method, with one uniform refusal."""
        return authenticate(request)

    def get_token_grant(self, request: ProtocolRequest) -> Any:
        """The grant asked for. Raises UnsupportedGrantTypeError, without repeating the input."""
        if request.payload.grant_type not in GRANT_TYPES:
            raise UnsupportedGrantTypeError("this")
        return super().get_token_grant(request)

    def send_signal(self, name: str, *args: object, **kwargs: object) -> None:
        """Nobody listens."""

    def handle_response(self, status: int, body: Any, headers: list[tuple[str, str]]) -> Response:
        """JSON, never stored (RFC 6749 section 5.1)."""
        payload = json.dumps(dict(body), separators=(",", ":"))
        response = Response(payload, status, headers)
        if status == 401:
            response.headers["WWW-Authenticate"] = 'Basic realm="EFP Connect", charset="UTF-8"'
        return response


def issue_bearer(
    grant_type: str,
    client: RegisteredClient,
    user: LiveGrant,
    scope: str,
    expires_in: int | None = None,
    include_refresh_token: bool = True,
) -> dict[str, Any]:
    """The token answer for a grant. The code is used up: no connection is held while it signs."""
    access_token = tokens.access_token(user)
    return {
        "access_token": access_token,
        "token_type": "Bearer",
        "expires_in": settings.current().tokens.access_token_seconds,
        "scope": scope,
        "id_token": tokens.id_token(user, access_token),
    }


server = Server()
server.register_token_generator("default", issue_bearer)
server.register_grant(AuthorizationCodeGrant, [CodeChallenge()])
