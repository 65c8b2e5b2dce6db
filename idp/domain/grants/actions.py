"""Codes and what they give: issued once, redeemed once."""

from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import Connection, Row, bindparam, insert, select, update

from idp import settings
from idp.domain import audit, db
from idp.domain.actor import Actor
from idp.domain.browser_sessions.models import BrowserSession
from idp.domain.browser_sessions.queries import SessionView
from idp.domain.browser_sessions.visits import note_visit
from idp.domain.grants.errors import CodeRefused
from idp.domain.grants.models import GRANTS, Grant
from idp.domain.grants.queries import LiveGrant, find_live
from idp.domain.purging import delete_in_batches
from idp.domain.tokens import random_token, token_hash
from idp.ground import clock


@dataclass(frozen=True, slots=True)
class Authorization:
    """What a client asked for, checked, when a code is about to be issued."""

    client_id: str
    redirect_uri: str
    scope: str
    nonce: str | None
    code_challenge: str | None


_ISSUE = insert(GRANTS).inline()
_REDEEM = (
    update(Grant)
    .where(
        Grant.code_hash == bindparam("hash"),
        Grant.client_id == bindparam("client"),
        Grant.code_redeemed_at.is_(None),
        Grant.revoked_at.is_(None),
        Grant.code_expires_at > bindparam("now"),
    )
    .values(code_redeemed_at=bindparam("now"), lives_until=bindparam("tokens_end"))
    .returning(Grant.id)
)
_REVOKE_REPLAYED = (
    update(Grant)
    .where(
        Grant.code_hash == bindparam("hash"),
        Grant.client_id == bindparam("client"),
        Grant.code_redeemed_at.is_not(None),
    )
    .values(revoked_at=bindparam("now"))
    .returning(Grant.id)
)
_FIND_HOLDER = (
    select(Grant.account_id, BrowserSession.sid)
    .outerjoin(BrowserSession, BrowserSession.id == Grant.session_id)
    .where(Grant.code_hash == bindparam("hash"))
)


def issue_code(session: SessionView, authorization: Authorization, *, by: Actor) -> str:
    """Open a grant for the session's person and give its code, valid for a minute at most."""
    now = clock.now()
    code = random_token()
    expires_at = now + timedelta(seconds=settings.current().tokens.code_seconds)
    values = {
        "id": random_token(),
        "client_id": authorization.client_id,
        "account_id": session.account_id,
        "session_id": session.id,
        "scope": authorization.scope,
        "nonce": authorization.nonce,
        "authenticated_at": session.authenticated_at,
        "acr": session.acr,
        "amr": session.amr,
        "redirect_uri": authorization.redirect_uri,
        "code_hash": token_hash(code),
        "code_challenge": authorization.code_challenge,
        "code_expires_at": expires_at,
        "lives_until": expires_at,
        "created_at": now,
    }
    db.session.execute(_ISSUE, values)
    note_visit(session, authorization.client_id)
    audit.record(
        db.session,
        "authorization.granted",
        by=by,
        account_id=session.account_id,
        client_id=authorization.client_id,
        session_hash=token_hash(session.sid),
    )
    return code


def redeem_code(code: str, client_id: str, *, by: Actor) -> LiveGrant:
    """Use a code up, in a db.transaction of its own, and give the grant that it opens.

    Of any number of simultaneous calls one succeeds. Raises CodeRefused when the code is
    unknown, expired, another client's or used before; used before, everything that it gave is
    revoked (RFC 6749 section 4.1.2).
    """
    now = clock.now()
    values = {
        "hash": token_hash(code),
        "client": client_id,
        "now": now,
        "tokens_end": now + timedelta(seconds=settings.current().tokens.access_token_seconds),
    }
    with db.transaction() as connection:
        grant_id = connection.execute(_REDEEM, values).scalar_one_or_none()
        grant = find_live(connection, grant_id) if grant_id else None
        reason = None if grant else _reason_of_refusal(connection, grant_id, values)
        holder = grant or _find_holder(connection, values)
        audit.record(
            connection,
            "code.redeemed",
            by=by,
            account_id=holder.account_id if holder else None,
            client_id=client_id,
            session_hash=token_hash(holder.sid) if holder and holder.sid else None,
            result="ok" if grant else "refused",
            reason=reason,
        )
    if grant is None:
        raise CodeRefused
    return grant


def _reason_of_refusal(
    connection: Connection, redeemed_id: str | None, values: dict[str, object]
) -> str:
    if redeemed_id is not None:
        return "ended"
    replayed = connection.execute(_REVOKE_REPLAYED, values).first()
    return "unusable" if replayed is None else "replayed"


def _find_holder(connection: Connection, values: dict[str, object]) -> Row[int, str | None] | None:
    # Whose code it was, even if another client presents it: that is what a theft looks like.
    return connection.execute(_FIND_HOLDER, values).one_or_none()


def purge_expired() -> int:
    """Delete the grants of which nothing has lived for a day; how many there were."""
    horizon = clock.now() - timedelta(days=1)
    return delete_in_batches(GRANTS, Grant.lives_until < horizon)
