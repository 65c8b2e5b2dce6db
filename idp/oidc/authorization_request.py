"""The authorization request, as a list of named checks, all made before any page is shown.

Until client and redirect address are known to belong together an error stays here; after that
it goes back to the client (RFC 6749 section 4.1.2.1, OpenID Connect Core 3.1.2).
"""

import re
from collections.abc import Callable
from dataclasses import dataclass

from idp.domain.clients.registration import SCOPES
from idp.domain.grants.actions import Authorization
from idp.oidc import keys, tokens
from idp.oidc.clients import RegisteredClient, find_client
from idp.oidc.errors import ClientError, LocalError

PROMPTS = frozenset({"none", "login", "select_account"})
#: Public services ask nobody for consent: the value changes nothing, and is no error either.
TOLERATED_PROMPTS = PROMPTS | {"consent"}
RESPONSE_MODES = frozenset({"query"})
_CODE_CHALLENGE = re.compile(r"[A-Za-z0-9_-]{43}")


@dataclass(frozen=True, slots=True)
class AuthorizationRequest:
    """A request whose client and address are registered together."""

    client: RegisteredClient
    redirect_uri: str
    parameters: dict[str, str]

    @property
    def state(self) -> str | None:
        """What the client wants back unchanged."""
        return self.parameters.get("state")

    @property
    def prompts(self) -> frozenset[str]:
        """The values of `prompt`."""
        return frozenset(self.parameters.get("prompt", "").split())

    @property
    def max_age(self) -> int | None:
        """Seconds that may have passed since the person signed in, if limited."""
        text = self.parameters.get("max_age")
        return None if text is None else int(text)

    @property
    def hinted_subject(self) -> str | None:
        """The `sub` of the ID token given as a hint."""
        hint = self.parameters.get("id_token_hint")
        return None if hint is None else str(tokens.read_hint(hint)["sub"])

    def refusal(self, code: str, description: str = "") -> ClientError:
        """The error that tells the client why it gets no code."""
        return ClientError(self.redirect_uri, self.state, code, description)

    def authorization(self) -> Authorization:
        """What the code will stand for. Scopes that the client may not have are left out."""
        asked = self.parameters["scope"].split()
        registered = self.client.registration.scopes
        allowed = [scope for scope in SCOPES if scope in asked and scope in registered]
        return Authorization(
            client_id=self.client.client_id,
            redirect_uri=self.redirect_uri,
            scope=" ".join(allowed),
            nonce=self.parameters.get("nonce"),
            code_challenge=self.parameters.get("code_challenge"),
        )


def validate(parameters: dict[str, str], *, fresh: bool = True) -> AuthorizationRequest:
    """Check a request whole; by a registration that is some seconds old unless `fresh`.

    Raises LocalError or ClientError.
    """
    client = _registered_client(parameters, fresh)
    request = AuthorizationRequest(client, _registered_redirect_uri(client, parameters), parameters)
    for check in CHECKS:
        check(request)
    return request


def _registered_client(parameters: dict[str, str], fresh: bool) -> RegisteredClient:
    client_id = parameters.get("client_id")
    if client_id is None:
        raise LocalError("invalid_request", "The parameter client_id is missing.")
    client = find_client(client_id, fresh=fresh)
    if client is None:
        raise LocalError("invalid_client", "The client is not registered here, or not active.")
    return client


def _registered_redirect_uri(client: RegisteredClient, parameters: dict[str, str]) -> str:
    redirect_uri = parameters.get("redirect_uri")
    if redirect_uri is None:
        raise LocalError("invalid_request", "The parameter redirect_uri is missing.")
    # Exact equality, no normalisation: RFC 9700 section 2.1.
    if redirect_uri not in client.registration.redirect_uris:
        raise LocalError("invalid_request", "The redirect_uri is not registered for this client.")
    return redirect_uri


def _check_response_type(request: AuthorizationRequest) -> None:
    response_type = request.parameters.get("response_type")
    if response_type is None:
        raise request.refusal("invalid_request", "The parameter response_type is missing.")
    if response_type != "code":
        raise request.refusal("unsupported_response_type", "Only code is supported.")


def _check_response_mode(request: AuthorizationRequest) -> None:
    if request.parameters.get("response_mode", "query") not in RESPONSE_MODES:
        raise request.refusal("invalid_request", "Only the response_mode query is supported.")


def _check_request_objects(request: AuthorizationRequest) -> None:
    for parameter, code in (
        ("request", "request_not_supported"),
        ("request_uri", "request_uri_not_supported"),
        ("registration", "registration_not_supported"),
    ):
        if parameter in request.parameters:
            raise request.refusal(code, f"The parameter {parameter} is not supported.")


def _check_scope(request: AuthorizationRequest) -> None:
    if "openid" not in request.parameters.get("scope", "").split():
        raise request.refusal("invalid_scope", "The scope openid is needed.")
    if "openid" not in request.client.registration.scopes:
        raise request.refusal("invalid_scope", "The client may not ask for openid.")


def _check_code_challenge(request: AuthorizationRequest) -> None:
    challenge = request.parameters.get("code_challenge")
    method = request.parameters.get("code_challenge_method")
    if challenge is None and method is None and not request.client.registration.is_pkce_required:
        return
    if challenge is None or method != "S256":
        raise request.refusal("invalid_request", "PKCE with the method S256 is needed.")
    if not _CODE_CHALLENGE.fullmatch(challenge):
        raise request.refusal("invalid_request", "The code_challenge is malformed.")


def _check_prompt(request: AuthorizationRequest) -> None:
    if not request.prompts <= TOLERATED_PROMPTS:
        raise request.refusal("invalid_request", "A value of prompt is unknown.")
    if "none" in request.prompts and len(request.prompts) > 1:
        raise request.refusal("invalid_request", "The prompt none stands alone.")


def _check_max_age(request: AuthorizationRequest) -> None:
    text = request.parameters.get("max_age", "0")
    if not (text.isascii() and text.isdigit()):
        raise request.refusal("invalid_request", "max_age is a number of seconds.")


def _check_hint(request: AuthorizationRequest) -> None:
    hint = request.parameters.get("id_token_hint")
    if hint is None:
        return
    try:
        audience = tokens.read_hint(hint)["aud"]
    except keys.InvalidToken:
        audience = None
    if audience != request.client.client_id:
        raise request.refusal(
            "invalid_request", "The id_token_hint is no ID token for this client."
        )


CHECKS: tuple[Callable[[AuthorizationRequest], None], ...] = (
    _check_response_type,
    _check_response_mode,
    _check_request_objects,
    _check_scope,
    _check_code_challenge,
    _check_prompt,
    _check_max_age,
    _check_hint,
)
