"""How sessions begin and end."""

import logging
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, bindparam, insert, select, update

from idp import settings
from idp.domain import audit, clock
from idp.domain.accounts.errors import WrongCredentials
from idp.domain.accounts.models import Account
from idp.domain.actor import Actor
from idp.domain.browser_sessions.models import SESSIONS, BrowserSession
from idp.domain.browser_sessions.queries import SessionView, find_begun_with, find_live
from idp.domain.browser_sessions.visits import tell_visited
from idp.domain.db import AWAY, db
from idp.domain.grants.actions import revoke_for_session
from idp.domain.purging import delete_in_batches
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


@dataclass(frozen=True, slots=True)
class Assurance:
    """How a person proved who he is: what that is worth, and by which methods (RFC 8176)."""

    acr: str
    amr: tuple[str, ...]


def start(
    account_id: int, cookie: str, *, former_cookie: str, assurance: Assurance, by: Actor
) -> SessionView:
    """Sign `account_id` in on the browser that sent `former_cookie` and will carry `cookie`.

    A session of the same person goes on under a new cookie, with a new authentication time, the
    `assurance` of this one, and a new absolute life; one of another person ends, in every service
    that it visited. A form that was sent twice begins one session: the second sending goes on in
    that of the first. Raises WrongCredentials if the account was disabled since its password was
    checked.
    """
    _wait_for_turn(account_id)
    proved = _proved_now(cookie, former_cookie, assurance)
    replacing = _find_to_replace(former_cookie, account_id, by)
    if replacing is None or not _renew(replacing, proved):
        _open(account_id, proved)
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


def _proved_now(cookie: str, former_cookie: str, assurance: Assurance) -> dict[str, Any]:
    # Whatever proved who it is, the instant and the worth of the proof move together.
    now = clock.now()
    return {
        "cookie_hash": token_hash(cookie),
        "former_cookie_hash": token_hash(former_cookie),
        "authenticated_at": now,
        "acr": assurance.acr,
        "amr": list(assurance.amr),
        "last_seen_at": now,
        "expires_at": now + _absolute_life(),
    }


def _renew(session: SessionView, proved: dict[str, Any]) -> bool:
    # No row is changed if another tab signed out meanwhile: then a new session is opened.
    renewed = db.session.execute(
        update(BrowserSession)
        .where(BrowserSession.id == session.id, BrowserSession.ended_at.is_(None))
        .values(proved)
        .returning(BrowserSession.id)
    )
    return renewed.first() is not None


def _open(account_id: int, proved: dict[str, Any]) -> None:
    first = {
        "sid": random_token(),
        "account_id": account_id,
        "started_at": proved["authenticated_at"],
    }
    db.session.execute(_OPEN, {**first, **proved})


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
    revoke_for_session(session)
    tell_visited(session)
    audit.record(
        db.session,
        "session.ended",
        by=by,
        account_id=session.account_id,
        session_hash=token_hash(session.sid),
    )


def purge_expired() -> int:
    """Delete the sessions that ended long enough ago; how many there were."""
    horizon = clock.now() - timedelta(days=1)
    is_over = (SESSIONS.c.expires_at < horizon) | (SESSIONS.c.ended_at < horizon)
    return delete_in_batches(SESSIONS, is_over)
