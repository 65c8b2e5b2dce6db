"""Who may see a view: decorators, and the person whom they let in."""

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, cast

from flask import Response, g, request
from flask.typing import ResponseReturnValue

from rp_kit import access_pages, failure_pages, rights, sign_in
from rp_kit.addresses import asked_path, is_navigation
from rp_kit.federation import Federation, current_federation
from rp_kit.http import Unavailable
from rp_kit.person import ClaimsRefused, Person, read_person
from rp_kit.rights import RoundTripNeeded, SessionOver
from rp_kit.sessions import Session

P = ParamSpec("P")
View = Callable[P, ResponseReturnValue]
_PERSON = "rp_kit_person"


def requires_sign_in(view: View[P]) -> View[P]:
    """Let only people who are signed in reach a view; lead the others to the provider and back."""
    return _guarded(view, lambda _person: None)


def requires_access(view: View[P]) -> View[P]:
    """Let only people with a habilitation in date reach a view; tell the others what to do."""
    return _guarded(view, access_pages.find_refusal)


def current_person() -> Person:
    """Return the person whom a guard let in. Raises LookupError in a view without a guard."""
    person: Person | None = g.get(_PERSON)
    if person is None:
        raise LookupError("this view has no guard")
    return person


def find_person() -> Person | None:
    """Return who is signed in, for a public page: rights may be old, so decide nothing by them.

    Raises DatabaseDown.
    """
    if _PERSON not in g:
        federation = current_federation()
        session = federation.find_session(request)
        try:
            setattr(g, _PERSON, _read_person(federation, session) if session else None)
        except SessionOver:
            return None
    return cast("Person | None", g.get(_PERSON))


def _guarded(view: View[P], refuse: Callable[[Person], Response | None]) -> View[P]:
    @wraps(view)
    def guarded(*args: P.args, **kwargs: P.kwargs) -> ResponseReturnValue:
        person = _admit(current_federation())
        if isinstance(person, Response):
            return person
        setattr(g, _PERSON, person)
        return refuse(person) or view(*args, **kwargs)

    return guarded


def _admit(federation: Federation) -> Person | Response:
    session = federation.find_session(request)
    if session is None:
        return _lead_to_provider(federation, is_silent=False)
    try:
        return _admit_again(federation, session)
    except SessionOver:
        return _lead_to_provider(federation, is_silent=False)


def _admit_again(federation: Federation, session: Session) -> Person | Response:
    try:
        fresh = rights.with_fresh_rights(federation, session)
    except RoundTripNeeded:
        return _renew_by_round_trip(federation, session)
    return _read_person(federation, fresh)


def _read_person(federation: Federation, session: Session) -> Person:
    try:
        return read_person(session.claims)
    except ClaimsRefused as error:
        # Kept by another version of this package, before an update: signing in again is cheap.
        federation.sessions.end(session.cookie_hash)
        raise SessionOver from error


def _renew_by_round_trip(federation: Federation, session: Session) -> Person | Response:
    is_recent = rights.age_of(session) < rights.OLDEST
    if not is_navigation(request) and is_recent:
        return _read_person(federation, session)
    try:
        return _lead_to_provider(federation, is_silent=True)
    except Unavailable:
        if is_recent:
            return _read_person(federation, session)
        raise


def _lead_to_provider(federation: Federation, *, is_silent: bool) -> Response:
    if not is_navigation(request):
        return failure_pages.go_on()
    path = asked_path(request, federation.service.home_path)
    return sign_in.begin(federation, path, is_silent=is_silent)
