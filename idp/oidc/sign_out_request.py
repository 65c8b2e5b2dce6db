"""The sign-out request (OpenID Connect RP-Initiated Logout 1.0), checked."""

import logging
from dataclasses import dataclass
from typing import Any

from idp.domain.browser_sessions.queries import SessionView
from idp.oidc import keys, tokens
from idp.oidc.clients import RegisteredClient, find_client
from idp.oidc.errors import LocalError
from idp.oidc.sealing import seal, unseal

log = logging.getLogger(__name__)

_PURPOSE = "return after sign-out"


@dataclass(frozen=True, slots=True)
class SignOutReturn:
    """Where a person goes after signing out, and whom that address belongs to."""

    url: str
    state: str | None
    label: str


@dataclass(frozen=True, slots=True)
class SignOutRequest:
    """Who asks, proved by a hint or not, and where the person shall go afterwards."""

    hint: dict[str, Any] | None
    after: SignOutReturn | None

    def proves(self, session: SessionView) -> bool:
        """Whether the hint was given in this very session: then no confirmation is needed."""
        return self.hint is not None and self.hint.get("sid") == session.sid


def validate(parameters: dict[str, str]) -> SignOutRequest:
    """Check a sign-out request. Raises LocalError.

    A hint that has expired is accepted; one that we did not sign is refused. A return address
    needs a client and must be registered for it, letter by letter; one that is not is dropped,
    so that the person is signed out all the same.
    """
    hint = _read_hint(parameters)
    client_id = parameters.get("client_id") or (hint["aud"] if hint else None)
    client = find_client(client_id, fresh=True) if client_id else None
    if hint is not None and hint["aud"] != client_id:
        raise LocalError("invalid_request", "The id_token_hint was given to another client.")
    return SignOutRequest(hint, _return_address(parameters, client))


def seal_return(after: SignOutReturn | None) -> str:
    """A checked return address as a form field that nobody can alter."""
    return seal(_PURPOSE, [after.url, after.state, after.label]) if after else ""


def unseal_return(field: str) -> SignOutReturn | None:
    """The return address that `seal_return` made; None if it is none of ours."""
    told = unseal(_PURPOSE, field)
    return None if told is None else SignOutReturn(*told)


def _read_hint(parameters: dict[str, str]) -> dict[str, Any] | None:
    hint = parameters.get("id_token_hint")
    if hint is None:
        return None
    try:
        return tokens.read_hint(hint)
    except keys.InvalidToken:
        raise LocalError("invalid_request", "The id_token_hint is not a token of ours.") from None


def _return_address(
    parameters: dict[str, str], client: RegisteredClient | None
) -> SignOutReturn | None:
    url = parameters.get("post_logout_redirect_uri")
    if url is None:
        return None
    if client is None or url not in client.registration.post_logout_redirect_uris:
        log.warning("no return to an address that is not registered: %s", url)
        return None
    return SignOutReturn(url, parameters.get("state"), client.label)
