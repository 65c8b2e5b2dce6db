"""Between a person and the destination: what must still be done, and how pages go on."""

from collections.abc import Callable
from dataclasses import dataclass
from http import HTTPStatus

from authlib.oauth2.rfc6749 import InvalidRequestError
from flask import redirect
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response

from idp.domain.actor import Actor
from idp.domain.browser_sessions.queries import SessionView
from idp.oidc import parameters
from idp.oidc.authorization_request import validate
from idp.oidc.destinations import (
    AUTHORIZE_PATH,
    Destination,
    ToClient,
    read_asked_at,
    read_page,
)
from idp.oidc.errors import LocalError

__all__ = [
    "AUTHORIZE_PATH",
    "SIGN_IN_PATH",
    "SIGN_OUT_PATH",
    "Destination",
    "pending",
    "read_client",
    "read_parameters",
    "resume",
]

SIGN_IN_PATH = "/connexion"
SIGN_OUT_PATH = "/deconnexion"


@dataclass(frozen=True, slots=True)
class Requirement:
    """What a signed-in person may still have to do before arriving.

    `path` is the page where it is done; `silent_error` tells a client, when no page may be
    shown, what is missing (OpenID Connect Core 3.1.2.6).
    """

    is_missing: Callable[[Destination, SessionView], bool]
    path: str
    silent_error: str


SIGN_IN = Requirement(
    lambda destination, session: destination.needs_sign_in(session), SIGN_IN_PATH, "login_required"
)
#: In the order in which they are asked for.
REQUIREMENTS = (SIGN_IN,)


def pending(args: MultiDict[str, str]) -> Destination:
    """The destination that the address of a page carries, checked; else the front page.

    Raises LocalError or ClientError.
    """
    if "client_id" not in args:
        return read_page(args)
    # The authorization endpoint has just read the registration, and the token endpoint will.
    return read_client(args, fresh=False)


def read_client(args: MultiDict[str, str], *, fresh: bool = True) -> ToClient:
    """The request that an address carries, checked; the registration is read now if `fresh`.

    Raises LocalError or ClientError.
    """
    request = validate(read_parameters(args), fresh=fresh)
    return ToClient(request, read_asked_at(args, request))


def read_parameters(args: MultiDict[str, str]) -> dict[str, str]:
    """The parameters of a protocol request. Raises LocalError."""
    try:
        return parameters.read(args)
    except InvalidRequestError as error:
        raise LocalError("invalid_request", error.description) from None


def resume(destination: Destination, session: SessionView | None, *, by: Actor) -> Response:
    """Send a person on: to the page of what must still be done, else to the destination.

    Raises ClientError where the client asked that no page be shown.
    """
    if session is None:
        return _demand(SIGN_IN, destination)
    if (refusal := destination.turn_away(session)) is not None:
        return refusal
    for requirement in REQUIREMENTS:
        if requirement.is_missing(destination, session):
            return _demand(requirement, destination)
    return destination.arrive(session, by=by)


def _demand(requirement: Requirement, destination: Destination) -> Response:
    destination.refuse_page(requirement.silent_error)
    return redirect(destination.way_by(requirement.path), HTTPStatus.SEE_OTHER)
