"""Authorization requests: code flow with PKCE S256, state and nonce."""

import hashlib
from base64 import urlsafe_b64encode
from dataclasses import dataclass, field
from urllib.parse import urlencode

from rp_kit.oidc.provider import Metadata
from rp_kit.sealing import new_secret
from rp_kit.settings import Settings

#: Ends the state of a sign-in that was begun again after a first one failed, so that
#: an answer that fails once more is not begun a third time: no loop, and nothing to store.
_SECOND_TRY = "-again"


@dataclass(frozen=True)
class Attempt:
    """The secrets of one authorization request, 256 bits each."""

    state: str = field(default_factory=new_secret, repr=False)
    nonce: str = field(default_factory=new_secret, repr=False)
    verifier: str = field(default_factory=new_secret, repr=False)


def new_attempt(*, is_second_try: bool = False) -> Attempt:
    """Draw the secrets of a new request."""
    return Attempt(state=new_secret() + _SECOND_TRY) if is_second_try else Attempt()


def is_second_try(state: str) -> bool:
    """Tell whether a state belongs to a sign-in that was already begun again."""
    return state.endswith(_SECOND_TRY)


def authorization_url(
    metadata: Metadata, settings: Settings, attempt: Attempt, *, is_silent: bool
) -> str:
    """Return where to send the browser (OpenID Connect Core section 3.1.2.1, RFC 7636).

    A silent request shows no page: it succeeds by an existing session or fails.
    """
    challenge = hashlib.sha256(attempt.verifier.encode()).digest()
    parameters = {
        "response_type": "code",
        "client_id": settings.client_id,
        "redirect_uri": settings.redirect_uri,
        "scope": " ".join(settings.scopes),
        "state": attempt.state,
        "nonce": attempt.nonce,
        "code_challenge": urlsafe_b64encode(challenge).rstrip(b"=").decode(),
        "code_challenge_method": "S256",
    }
    if is_silent:
        parameters["prompt"] = "none"
    return f"{metadata.authorization_endpoint}?{urlencode(parameters)}"
