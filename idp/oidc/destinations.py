"""Where a person is going: to a client with a code, or to a page of ours.

A destination is kept nowhere: the address of each page on the way carries it, and it is checked
again at each step. So a page left open overnight, a bookmark, the back button or a restart lose
nothing, and nobody can fill a table with requests.
"""

from abc import ABC, abstractmethod
from datetime import UTC, datetime, timedelta
from functools import cached_property
from http import HTTPStatus
from urllib.parse import urlencode

from flask import redirect
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response

from idp.domain.actor import Actor
from idp.domain.browser_sessions.queries import SessionView
from idp.domain.grants import actions as grants
from idp.domain.tokens import token_hash
from idp.ground import clock
from idp.oidc.authorization_request import AuthorizationRequest
from idp.oidc.claims import subject_of
from idp.oidc.responses import to_client
from idp.oidc.sealing import seal, unseal
from web_kit.addresses import origin_of, safe_return_path

AUTHORIZE_PATH = "/authorize"
HOME_PATH = "/"
#: In the address of a page on the way: when the client asked, and the page to come back to.
ASKED_AT = "asked_at"
NEXT_PAGE = "suite"
#: A sign-in is fresh for a request for so long after it was made; then it is asked for again.
FRESH_FOR = timedelta(minutes=15)


class Destination(ABC):
    """What the pages on the way need to know of where it leads."""

    #: What the person wants to enter: a digital service's key and its name in full, a label.
    service_key: str | None = None
    service_full_label = ""
    service_label = ""
    #: The address that is expected to sign in, or nothing.
    login_hint = ""
    #: The origin where a form on the way may end, if it is not ours: `form-action` must allow it.
    form_target: str | None = None

    @property
    @abstractmethod
    def query(self) -> str:
        """The query string by which the address of a page carries it on."""

    @property
    @abstractmethod
    def entry(self) -> str:
        """The address where a person who has done everything goes on."""

    def way_by(self, path: str) -> str:
        """The address of a page on the way."""
        return f"{path}?{self.query}" if self.query else path

    @abstractmethod
    def arrive(self, session: SessionView, *, by: Actor) -> Response:
        """Send a person there who has done everything."""

    def needs_sign_in(self, session: SessionView) -> bool:
        """Whether the person of this session must sign in, now, to go there."""
        return False

    def refuse_page(self, error: str) -> None:
        """Raise ClientError, with this code, where no page may be shown on the way."""
        return

    def turn_away(self, session: SessionView) -> Response | None:
        """The answer to a person who has signed in and is not the one who was asked for."""
        return None


class ToPage(Destination):
    """A page of ours, by its path: checked, so that it leads nowhere else."""

    def __init__(self, path: str) -> None:
        self._path = path

    @property
    def query(self) -> str:
        """Its path; nothing for the front page."""
        return "" if self._path == HOME_PATH else urlencode({NEXT_PAGE: self._path})

    @property
    def entry(self) -> str:
        """The page itself."""
        return self._path

    def arrive(self, session: SessionView, *, by: Actor) -> Response:
        """Open the page."""
        return redirect(self._path, HTTPStatus.SEE_OTHER)


class ToClient(Destination):
    """A client, by its checked request, which asked at this instant."""

    def __init__(self, request: AuthorizationRequest, asked_at: datetime) -> None:
        client = request.client
        self.request = request
        self.asked_at = asked_at
        self.service_key = client.registration.service
        self.service_label = client.label
        self.service_full_label = client.service_full_label or ""
        self.login_hint = request.parameters.get("login_hint", "")
        self.form_target = origin_of(request.redirect_uri)

    @cached_property
    def query(self) -> str:
        """The request, and when it was made: a sign-in since then is fresh for it."""
        sealed = seal(ASKED_AT, [self.asked_at.timestamp(), _fingerprint(self.request)])
        return urlencode({**self.request.parameters, ASKED_AT: sealed})

    @property
    def entry(self) -> str:
        """The authorization endpoint, which gives the code."""
        return f"{AUTHORIZE_PATH}?{self.query}"

    def needs_sign_in(self, session: SessionView) -> bool:
        """Whether the client wants a sign-in that is fresher, or another person's."""
        if self._is_fresh(session):
            # What comes after it may take longer than `max_age`: the client judges by `auth_time`.
            return False
        asked = self.request
        if asked.prompts & {"login", "select_account"} or self._is_for_another(session):
            return True
        oldest = None if asked.max_age is None else clock.now() - timedelta(seconds=asked.max_age)
        return oldest is not None and session.authenticated_at < oldest

    def refuse_page(self, error: str) -> None:
        """Raise ClientError for a request that shall show no page (`prompt=none`)."""
        if "none" in self.request.prompts:
            raise self.request.refusal(error)

    def turn_away(self, session: SessionView) -> Response | None:
        """Send another person than the client asked for back by an error."""
        if not self._is_fresh(session) or not self._is_for_another(session):
            return None
        return self._answer(error="login_required")

    def arrive(self, session: SessionView, *, by: Actor) -> Response:
        """Send the person back with a code."""
        return self._answer(code=grants.issue_code(session, self.request.authorization(), by=by))

    def _answer(self, **parameters: str) -> Response:
        asked = self.request
        return to_client(asked.redirect_uri, {**parameters, "state": asked.state})

    def _is_fresh(self, session: SessionView) -> bool:
        return session.authenticated_at >= self.asked_at

    def _is_for_another(self, session: SessionView) -> bool:
        registered = self.request.client.registration
        subject = subject_of(
            session.sub, session.pairwise_seed, registered.subject_type, registered.sector
        )
        return self.request.hinted_subject not in (None, subject)


def read_asked_at(args: MultiDict[str, str], request: AuthorizationRequest) -> datetime:
    """When this very request was made, as its address says; now if it does not, or it is long ago.

    A bookmark of the sign-in page asks anew, as does an address that somebody made up.
    """
    now = clock.now()
    told = unseal(ASKED_AT, args[ASKED_AT]) if ASKED_AT in args else None
    if not isinstance(told, list) or told[1:] != [_fingerprint(request)]:
        return now
    asked_at = datetime.fromtimestamp(told[0], UTC)
    return asked_at if now - FRESH_FOR <= asked_at <= now else now


def read_page(args: MultiDict[str, str]) -> ToPage:
    """The page that an address leads back to; the front page if it is not one of ours."""
    return ToPage(safe_return_path(args.get(NEXT_PAGE), HOME_PATH))


def _fingerprint(request: AuthorizationRequest) -> str:
    return token_hash(urlencode(sorted(request.parameters.items())))
