"""Between the request and the code: what the pages may know of it, and how they go on.

A pending request is kept nowhere: the address of the sign-in page carries the parameters, and
they are checked again at each step. So a page left open overnight, a bookmark, the back button
or a restart lose nothing, and nobody can fill a table with requests.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Literal

from authlib.oauth2.rfc6749 import InvalidRequestError
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response

from idp.domain import clock
from idp.domain.actor import Actor
from idp.domain.browser_sessions.queries import SessionView
from idp.domain.grants.actions import issue_code
from idp.oidc import parameters
from idp.oidc.authorization_request import AuthorizationRequest, validate
from idp.oidc.claims import subject_of
from idp.oidc.errors import ClientError, LocalError
from idp.oidc.responses import to_client
from web_kit.addresses import origin_of

AUTHORIZE_PATH = "/authorize"
SIGN_IN_PATH = "/connexion"
SIGN_OUT_PATH = "/deconnexion"

Requirement = Literal["sign_in"]


@dataclass(frozen=True, slots=True)
class Interaction:
    """A checked request that waits for a person."""

    request: AuthorizationRequest

    @property
    def service_label(self) -> str:
        """What the person wants to enter."""
        return self.request.client.label

    @property
    def service_key(self) -> str | None:
        """The digital service's key, by which pages take its colours."""
        return self.request.client.service_key

    @property
    def service_full_label(self) -> str:
        """The service's name in full, empty for a client without a service."""
        return self.request.client.service_full_label or ""

    @property
    def login_hint(self) -> str:
        """The address that the client expects to sign in, or nothing."""
        return self.request.parameters.get("login_hint", "")

    @property
    def redirect_origin(self) -> str:
        """Where the browser will be sent: `form-action` must allow it."""
        return origin_of(self.request.redirect_uri)

    @property
    def query(self) -> str:
        """The query string that carries the request on."""
        return self.request.query

    def needs_sign_in(self, session: SessionView | None) -> bool:
        """Whether the person must sign in, now, for this request."""
        return "sign_in" in requirements(self.request, session)


def pending(args: MultiDict[str, str]) -> Interaction | None:
    """The request that an address carries, checked; None if it carries none.

    Raises LocalError or ClientError.
    """
    if "client_id" not in args:
        return None
    # The authorization endpoint has just read the registration, and the token endpoint will.
    return Interaction(validate(read_parameters(args), fresh=False))


def read_parameters(args: MultiDict[str, str]) -> dict[str, str]:
    """The parameters of an authorization request. Raises LocalError."""
    try:
        return parameters.read(args)
    except InvalidRequestError as error:
        raise LocalError("invalid_request", error.description) from None


def requirements(
    request: AuthorizationRequest, session: SessionView | None
) -> tuple[Requirement, ...]:
    """What the person must still do before a code is issued, in order."""
    return tuple(name for name, is_missing in _REQUIREMENTS.items() if is_missing(request, session))


def resume(interaction: Interaction, session: SessionView, *, by: Actor) -> Response:
    """Send a person who has signed in back with a code.

    Without one, by the error `login_required`, if the client asked for another person.
    """
    request = interaction.request
    if _is_other_person(request, session):
        return deny(interaction, "login_required")
    code = issue_code(session, request.authorization(), by=by)
    return to_client(request.redirect_uri, {"code": code, "state": request.state})


def deny(interaction: Interaction, error: str) -> Response:
    """Send the person back without a code."""
    request = interaction.request
    return to_client(request.redirect_uri, {"error": error, "state": request.state})


def refuse_if_silent(request: AuthorizationRequest) -> None:
    """Raise ClientError where the client asked that no page be shown (`prompt=none`)."""
    if "none" in request.prompts:
        raise ClientError(request.redirect_uri, request.state, "login_required")


def _needs_sign_in(request: AuthorizationRequest, session: SessionView | None) -> bool:
    if session is None or request.prompts & {"login", "select_account"}:
        return True
    if _is_other_person(request, session):
        return True
    return request.max_age is not None and clock.now() > session.authenticated_at + timedelta(
        seconds=request.max_age
    )


_REQUIREMENTS: dict[Requirement, Callable[[AuthorizationRequest, SessionView | None], bool]] = {
    "sign_in": _needs_sign_in,
}


def _is_other_person(request: AuthorizationRequest, session: SessionView) -> bool:
    client = request.client
    subject = subject_of(session.sub, session.pairwise_seed, client.subject_type, client.sector)
    return request.hinted_subject not in (None, subject)
