"""How sessions begin and end."""

import logging
from datetime import datetime, timedelta

from sqlalchemy import Connection, bindparam, delete, insert, select, update

from idp import settings
from idp.domain import audit, clock, outbox
from idp.domain.accounts.errors import WrongCredentials
from idp.domain.accounts.models import Account
from idp.domain.actor import Actor
from idp.domain.browser_sessions.models import SESSIONS, BrowserSession, ServiceVisit
from idp.domain.browser_sessions.queries import SessionView, find_begun_with, find_live
from idp.domain.catalogue.models import Client
from idp.domain.db import AWAY, auto_engine, db
from idp.domain.grants.models import Grant
from idp.domain.tokens import random_token, token_hash

log = logging.getLogger(__name__)

#: A session's last use is written at most this often.
TOUCH_EVERY = timedelta(seconds=60)
_OPEN = insert(SESSIONS).inline()
_TOUCH = (
    update(BrowserSession)
    .where(BrowserSession.id == bindparam("session_id"))
    .values(last_seen_at=bindparam("now"))
)
#: What a password alone is worth (RFC 8176 names the method).
SIGN_IN_ACR = "eidas1"
SIGN_IN_AMR = ("pwd",)


def start(account_id: int, cookie: str, *, former_cookie: str, by: Actor) -> SessionView:
    """Sign `account_id` in on the browser that sent `former_cookie` and will carry `cookie`.

    A session of the same person goes on under a new cookie, with a new authentication time and a
    new absolute life; one of another person ends, in every service that it visited. A form that
    was sent twice begins one session: the second sending goes on in that of the first. Raises
    WrongCredentials if the account was disabled since its password was checked.
    """
    _wait_for_turn(account_id)
    replacing = _find_to_replace(former_cookie, account_id, by)
    if replacing is None or not _renew(replacing, cookie, former_cookie):
        _open(account_id, cookie, former_cookie)
    session = find_live(db.session.connection(), cookie)
    if session is None:
        raise WrongCredentials
    return session


def _wait_for_turn(account_id: int) -> None:
    # Of two sendings at once, the second shall see what the first has begun. (SQLite lets one
    # transaction write at a time, and knows no lock of a row.)
    turn = select(Account.id).where(Account.id == account_id).with_for_update(key_share=True)
    db.session.execute(turn)


def _find_to_replace(cookie: str, account_id: int, by: Actor) -> SessionView | None:
    connection = db.session.connection()
    session = find_live(connection, cookie)
    if session is not None and session.account_id != account_id:
        end(session, by=by)
        return None
    if session is None:
        session = find_begun_with(connection, cookie)
        # Who knows a cookie that opens nothing any more ends nobody's session by it.
        if session is not None and session.account_id != account_id:
            return None
    return session


def _renew(session: SessionView, cookie: str, former_cookie: str) -> bool:
    now = clock.now()
    # No row is changed if another tab signed out meanwhile: then a new session is opened.
    renewed = db.session.execute(
        update(BrowserSession)
        .where(BrowserSession.id == session.id, BrowserSession.ended_at.is_(None))
        .values(
            cookie_hash=token_hash(cookie),
            former_cookie_hash=token_hash(former_cookie),
            authenticated_at=now,
            last_seen_at=now,
            expires_at=now + _absolute_life(),
        )
        .returning(BrowserSession.id)
    )
    return renewed.first() is not None


def _open(account_id: int, cookie: str, former_cookie: str) -> None:
    now = clock.now()
    values = {
        "sid": random_token(),
        "cookie_hash": token_hash(cookie),
        "former_cookie_hash": token_hash(former_cookie),
        "account_id": account_id,
        "authenticated_at": now,
        "acr": SIGN_IN_ACR,
        "amr": list(SIGN_IN_AMR),
        "started_at": now,
        "last_seen_at": now,
        "expires_at": now + _absolute_life(),
    }
    db.session.execute(_OPEN, values)


def _absolute_life() -> timedelta:
    return timedelta(hours=settings.current().sessions.absolute_hours)


def touch(connection: Connection, session_id: int, last_seen_at: datetime) -> None:
    """Note that a session is in use, at most once a minute; `connection` is in AUTOCOMMIT.

    A database that cannot write now is no reason to turn a person away.
    """
    now = clock.now()
    if now - last_seen_at < TOUCH_EVERY:
        return
    try:
        connection.execute(_TOUCH, {"session_id": session_id, "now": now})
    except AWAY as error:
        log.warning("the use of a session could not be noted: %s", type(error).__name__)


def end(session: SessionView, *, by: Actor) -> None:
    """End a session: its grants with it, and a notice to each service that it visited."""
    now = clock.now()
    ended = db.session.execute(
        update(BrowserSession)
        .where(BrowserSession.id == session.id, BrowserSession.ended_at.is_(None))
        .values(ended_at=now)
        .returning(BrowserSession.id)
    ).one_or_none()
    if ended is None:
        return
    db.session.execute(
        update(Grant)
        .where(Grant.session_id == session.id, Grant.revoked_at.is_(None))
        .values(revoked_at=now)
    )
    _notify_services(session)
    audit.record(
        db.session,
        "session.ended",
        by=by,
        account_id=session.account_id,
        session_hash=token_hash(session.sid),
    )


def _notify_services(session: SessionView) -> None:
    visited = db.session.execute(
        select(Client.client_id)
        .join(ServiceVisit, ServiceVisit.client_id == Client.client_id)
        .where(ServiceVisit.session_id == session.id, Client.backchannel_logout_uri.is_not(None))
        .order_by(Client.client_id)
    ).scalars()
    for client_id in visited:
        outbox.put(
            db.session,
            "backchannel_logout",
            {"client_id": client_id, "account_id": session.account_id, "sid": session.sid},
            key=f"logout {session.sid} {client_id}",
        )


def purge_expired() -> int:
    """Delete the sessions that ended long enough ago; how many there were."""
    horizon = clock.now() - timedelta(days=1)
    is_over = (BrowserSession.expires_at < horizon) | (BrowserSession.ended_at < horizon)
    with auto_engine().connect() as connection:
        return connection.execute(delete(BrowserSession).where(is_over)).rowcount
