"""How sessions begin and end."""

from datetime import timedelta

from sqlalchemy import delete, select, update

from idp import settings
from idp.domain import audit, clock, outbox
from idp.domain.accounts.errors import WrongCredentials
from idp.domain.actor import Actor
from idp.domain.browser_sessions.models import BrowserSession, ServiceVisit
from idp.domain.browser_sessions.queries import SessionView, find_live
from idp.domain.catalogue.models import Client
from idp.domain.db import db
from idp.domain.grants.models import Grant
from idp.domain.tokens import random_token, token_hash

#: What a password alone is worth (RFC 8176 names the method).
SIGN_IN_ACR = "eidas1"
SIGN_IN_AMR = ("pwd",)


def start(account_id: int, cookie: str, *, replacing: SessionView | None, by: Actor) -> None:
    """Sign `account_id` in on the browser that will carry `cookie`.

    A session of the same person goes on with a new authentication time and a new cookie; one of
    another person ends, in every service that it visited.
    """
    now = clock.now()
    if replacing is not None and replacing.account_id != account_id:
        end(replacing, by=by)
        replacing = None
    if replacing is not None:
        db.session.execute(
            update(BrowserSession)
            .where(BrowserSession.id == replacing.id)
            .values(cookie_hash=token_hash(cookie), authenticated_at=now, last_seen_at=now)
        )
        return
    db.session.add(
        BrowserSession(
            sid=random_token(),
            cookie_hash=token_hash(cookie),
            account_id=account_id,
            authenticated_at=now,
            acr=SIGN_IN_ACR,
            amr=list(SIGN_IN_AMR),
            started_at=now,
            last_seen_at=now,
            expires_at=now + timedelta(hours=settings.current().sessions.absolute_hours),
        )
    )
    db.session.flush()


def get_started(cookie: str) -> SessionView:
    """The session that this transaction has just started.

    Raises WrongCredentials if the account was disabled since its password was checked.
    """
    session = find_live(db.session.connection(), cookie)
    if session is None:
        raise WrongCredentials
    return session


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
    result = db.session.execute(
        delete(BrowserSession)
        .where((BrowserSession.expires_at < horizon) | (BrowserSession.ended_at < horizon))
        .returning(BrowserSession.id)
    )
    return len(result.all())
