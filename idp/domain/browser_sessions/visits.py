"""The services that a session visited, and how they learn that it has ended."""

from sqlalchemy import bindparam, select

from idp.domain import db, outbox
from idp.domain.browser_sessions.models import VISITS, ServiceVisit
from idp.domain.browser_sessions.queries import SessionView
from idp.domain.clients.models import Client
from idp.domain.upsert import Upsert
from idp.ground import clock

_NOTE = Upsert(lambda insert: insert(VISITS).on_conflict_do_nothing())
_TO_TELL = (
    select(Client.client_id)
    .join(ServiceVisit, ServiceVisit.client_id == Client.client_id)
    .where(
        ServiceVisit.session_id == bindparam("session_id"),
        Client.has_backchannel_logout,
    )
    .order_by(Client.client_id)
)


def note_visit(session: SessionView, client_id: str) -> None:
    """Remember that a client got a code in this session."""
    values = {"session_id": session.id, "client_id": client_id, "visited_at": clock.now()}
    _NOTE.execute(db.session, values)


def tell_visited(session: SessionView) -> None:
    """Put a notice of the session's end in the outbox for each client that wants one."""
    for client_id in db.session.execute(_TO_TELL, {"session_id": session.id}).scalars():
        outbox.put(
            db.session,
            "backchannel_logout",
            {"client_id": client_id, "account_id": session.account_id, "sid": session.sid},
            key=f"logout {session.sid} {client_id}",
        )
