"""The signed-in person of this request: the browser's cookie on one side, its session on the other.

It stands beside `web` and `oidc`, which both need it and may not import each other.
"""

from flask import request

from idp.domain import browser_sessions, db
from idp.domain.actor import Actor, ActorKind
from idp.domain.browser_sessions.queries import SessionView, find_live
from web_kit.browser import known_browser_id, renew_browser_id
from web_kit.client_address import client_address
from web_kit.correlation import correlation_id

_KEY = "efp.browser_session"


def current() -> SessionView | None:
    """The live session of this browser, looked up once a request."""
    if _KEY not in request.environ:
        cookie = known_browser_id()
        request.environ[_KEY] = _look_up(cookie) if cookie else None
    session: SessionView | None = request.environ[_KEY]
    return session


def adopt(session: SessionView) -> None:
    """Answer the rest of this request for the person whose session has just begun."""
    request.environ[_KEY] = session


def end(*, by: Actor) -> None:
    """Sign this browser out, here and in every service that it visited."""
    session = current()
    if session is not None:
        browser_sessions.end(session, by=by)
        renew_browser_id()
    request.environ[_KEY] = None


def actor() -> Actor:
    """Who makes this request, for the journal: the signed-in person, or nobody known."""
    session = current()
    if session is None:
        return caller("anonymous")
    return caller("account", account_id=session.account_id)


def caller(
    kind: ActorKind, *, account_id: int | None = None, client_id: str | None = None
) -> Actor:
    """An actor of this kind, with what this request tells of where it comes from."""
    return Actor(kind, account_id, client_id, client_address(), correlation_id())


def _look_up(cookie: str) -> SessionView | None:
    with db.auto_engine().connect() as connection:
        session = find_live(connection, cookie)
        if session is not None:
            browser_sessions.touch(connection, session.id, session.last_seen_at)
    return session
