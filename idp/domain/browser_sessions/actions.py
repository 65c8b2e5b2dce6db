"""How sessions begin and end."""

import logging
from dataclasses import dataclass, fields, replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, bindparam, exists, insert, select, update

from idp import settings
from idp.domain import audit, db
from idp.domain.accounts.models import Account
from idp.domain.accounts.queries import Person
from idp.domain.actor import Actor
from idp.domain.browser_sessions.models import SESSIONS, BrowserSession
from idp.domain.browser_sessions.queries import SessionView
from idp.domain.browser_sessions.visits import tell_visited
from idp.domain.purging import delete_in_batches
from idp.domain.tokens import random_token, token_hash
from idp.ground import clock

log = logging.getLogger(__name__)

#: A session's last use is written at most this often.
TOUCH_EVERY = timedelta(seconds=60)
_is_active = exists(
    select(Account.id).where(Account.id == bindparam("its_account"), Account.is_active)
)
_PROVED = ("cookie_hash", "authenticated_at", "acr", "amr", "last_seen_at", "expires_at")
_NEW = (*_PROVED, "sid", "started_at")
_OPEN = (
    insert(SESSIONS)
    .from_select(
        ["account_id", *_NEW],
        select(Account.id, *(bindparam(name, type_=SESSIONS.c[name].type) for name in _NEW)).where(
            Account.id == bindparam("its_account"), Account.is_active
        ),
    )
    .returning(BrowserSession.id)
)
_RENEW = (
    update(SESSIONS)
    .where(BrowserSession.id == bindparam("its_id"), BrowserSession.ended_at.is_(None), _is_active)
    .values({name: bindparam(name) for name in _PROVED})
    .returning(BrowserSession.id)
)
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
    person: Person,
    cookie: str,
    *,
    replacing: SessionView | None,
    assurance: Assurance,
    by: Actor,
) -> SessionView | None:
    """Sign a person in on the browser that holds the session `replacing` and will carry `cookie`.

    A session of the same person goes on under the new cookie, with a new authentication time, the
    `assurance` of this one, and a new absolute life; one of another person ends, in every service
    that it visited. None if the account was disabled meanwhile.
    """
    if replacing is not None and replacing.account_id != person.account_id:
        end(replacing, by=by)
        replacing = None
    proved = _proved_now(cookie, assurance)
    return (replacing and _renew(replacing, proved)) or _open(person, proved)


def _proved_now(cookie: str, assurance: Assurance) -> dict[str, Any]:
    # Whatever proved who it is, the instant and the worth of the proof move together.
    now = clock.now()
    return {
        "cookie_hash": token_hash(cookie),
        "authenticated_at": now,
        "acr": assurance.acr,
        "amr": list(assurance.amr),
        "last_seen_at": now,
        "expires_at": now + _absolute_life(),
    }


def _renew(session: SessionView, proved: dict[str, Any]) -> SessionView | None:
    # No row is changed if another tab signed out meanwhile: then a new session is opened.
    names = {"its_id": session.id, "its_account": session.account_id}
    if db.session.execute(_RENEW, {**proved, **names}).first() is None:
        return None
    return replace(session, **_shown(proved))


def _open(person: Person, proved: dict[str, Any]) -> SessionView | None:
    sid = random_token()
    row = {**proved, "sid": sid, "started_at": proved["authenticated_at"]}
    opened = db.session.execute(_OPEN, {**row, "its_account": person.account_id}).first()
    if opened is None:
        return None
    named = {each.name: getattr(person, each.name) for each in fields(Person)}
    return SessionView(**named, id=opened.id, sid=sid, **_shown(proved))


def _shown(proved: dict[str, Any]) -> dict[str, Any]:
    return {name: proved[name] for name in ("authenticated_at", "acr", "amr", "last_seen_at")}


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
    except db.AWAY as error:
        log.warning("the use of a session could not be noted: %s", type(error).__name__)


def end(session: SessionView, *, by: Actor) -> None:
    """End a session, all that it gave with it; each service that it visited gets a notice."""
    now = clock.now()
    ended = db.session.execute(
        update(BrowserSession)
        .where(BrowserSession.id == session.id, BrowserSession.ended_at.is_(None))
        .values(ended_at=now)
        .returning(BrowserSession.id)
    ).one_or_none()
    if ended is None:
        return
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
    is_over = (BrowserSession.expires_at < horizon) | (BrowserSession.ended_at < horizon)
    return delete_in_batches(SESSIONS, is_over)
