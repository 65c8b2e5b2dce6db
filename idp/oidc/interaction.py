"""Between the request and the code: what the pages may know of it, and how they go on.

A pending request is kept nowhere: the address of each page carries the parameters, and they are
checked again at each step. So a page left open overnight, a bookmark, the back button or a
restart lose nothing, and nobody can fill a table with requests.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta
from http import HTTPStatus

from authlib.oauth2.rfc6749 import InvalidRequestError
from flask import redirect
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

#: How a request asks for a fresh sign-in.
_FRESHNESS = ("prompt", "max_age")


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

    def needs_sign_in(self, session: SessionView) -> bool:
        """Whether the person of this session must sign in, now, for this request."""
        return _needs_sign_in(self.request, session)


@dataclass(frozen=True, slots=True)
class Requirement:
    """What a signed-in person may still have to do before a code is issued.

    `path` is the page where it is done; `silent_error` tells the client, when no page may be
    shown, what is missing (OpenID Connect Core 3.1.2.6).
    """

    is_missing: Callable[[AuthorizationRequest, SessionView], bool]
    path: str
    silent_error: str


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


def resume(interaction: Interaction, session: SessionView | None, *, by: Actor) -> Response:
    """Send the person on: to the page of what must still be done, else back with a code.

    Raises ClientError where the client asked that no page be shown (`prompt=none`).
    """
    request = interaction.request
    if session is None:
        return _demand(SIGN_IN, request)
    for requirement in REQUIREMENTS:
        if requirement.is_missing(request, session):
            return _demand(requirement, request)
    code = issue_code(session, request.authorization(), by=by)
    return to_client(request.redirect_uri, {"code": code, "state": request.state})


def resume_signed_in(interaction: Interaction, session: SessionView, *, by: Actor) -> Response:
    """Send a person who has signed in just now on; no later page asks for it again.

    Back by the error `login_required` if the client asked for another person.
    """
    request = interaction.request
    if _is_other_person(request, session):
        return to_client(
            request.redirect_uri, {"error": SIGN_IN.silent_error, "state": request.state}
        )
    # A second page may take longer than `max_age`: the client judges by `auth_time`.
    kept = {name: text for name, text in request.parameters.items() if name not in _FRESHNESS}
    return resume(Interaction(replace(request, parameters=kept)), session, by=by)


def _demand(requirement: Requirement, request: AuthorizationRequest) -> Response:
    if "none" in request.prompts:
        raise ClientError(request.redirect_uri, request.state, requirement.silent_error)
    return redirect(f"{requirement.path}?{request.query}", HTTPStatus.SEE_OTHER)


def _needs_sign_in(request: AuthorizationRequest, session: SessionView) -> bool:
    if request.prompts & {"login", "select_account"} or _is_other_person(request, session):
        return True
    return request.max_age is not None and clock.now() > session.authenticated_at + timedelta(
        seconds=request.max_age
    )


def _is_other_person(request: AuthorizationRequest, session: SessionView) -> bool:
    client = request.client
    subject = subject_of(session.sub, session.pairwise_seed, client.subject_type, client.sector)
    return request.hinted_subject not in (None, subject)


SIGN_IN = Requirement(_needs_sign_in, SIGN_IN_PATH, "login_required")
#: In the order in which they are asked for.
REQUIREMENTS = (SIGN_IN,)
