"""The authorization code grant: Authlib's, with our storage of codes."""

from typing import Any

from authlib.oauth2 import rfc6749

from idp import browser_session
from idp.domain.grants import actions as grants
from idp.domain.grants.queries import LiveGrant
from idp.oidc.clients import RegisteredClient


class _CodeOfGrant:
    """What Authlib asks of a stored code."""

    def __init__(self, grant: LiveGrant) -> None:
        self.grant = grant
        self.code_challenge = grant.code_challenge
        # Nothing else is accepted when a code is asked for.
        self.code_challenge_method = "S256"

    def get_redirect_uri(self) -> str:
        return self.grant.redirect_uri

    def get_scope(self) -> str:
        return self.grant.scope


class AuthorizationCodeGrant(rfc6749.AuthorizationCodeGrant):
    """Exchanges a code. Looking it up uses it up: what comes after may fail, never come twice."""

    def query_authorization_code(self, code: str, client: RegisteredClient) -> _CodeOfGrant:
        """Redeem the code. Raises CodeRefused."""
        by = browser_session.caller("client", client_id=client.client_id)
        return _CodeOfGrant(grants.redeem_code(code, client.client_id, by=by))

    def authenticate_user(self, authorization_code: _CodeOfGrant) -> LiveGrant:
        """The person of the code: found in order when it was redeemed."""
        return authorization_code.grant

    def save_token(self, token: dict[str, Any]) -> None:
        """Nothing to keep: the token names its grant."""

    def delete_authorization_code(self, authorization_code: _CodeOfGrant) -> None:
        """Nothing to delete: it was used up when it was looked up."""
