"""The session look-up: on the way of every page, so columns and not entities."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection, bindparam, func, select, update

from idp import settings
from idp.domain import clock
from idp.domain.accounts.models import Account
from idp.domain.browser_sessions.models import BrowserSession, ServiceVisit
from idp.domain.catalogue.models import Client, DigitalService
from idp.domain.db import auto_engine
from idp.domain.tokens import token_hash

#: A session's last use is written at most this often.
TOUCH_EVERY = timedelta(seconds=60)


@dataclass(frozen=True, slots=True)
class SessionView:
    """A live session and its person, as the pages and the protocol need them."""

    id: int
    sid: str
    account_id: int
    authenticated_at: datetime
    acr: str
    amr: list[str]
    last_seen_at: datetime
    sub: str
    pairwise_seed: str
    given_name: str
    family_name: str

    @property
    def name(self) -> str:
        """The person's name as it is shown."""
        return f"{self.given_name} {self.family_name}"


_LIVE = (
    select(
        BrowserSession.id,
        BrowserSession.sid,
        BrowserSession.account_id,
        BrowserSession.authenticated_at,
        BrowserSession.acr,
        BrowserSession.amr,
        BrowserSession.last_seen_at,
        Account.sub,
        Account.pairwise_seed,
        Account.given_name,
        Account.family_name,
    )
    .join(Account, Account.id == BrowserSession.account_id)
    .where(
        BrowserSession.cookie_hash == bindparam("cookie_hash"),
        BrowserSession.ended_at.is_(None),
        BrowserSession.expires_at > bindparam("now"),
        BrowserSession.last_seen_at > bindparam("idle_since"),
        Account.is_active,
    )
)
_TOUCH = (
    update(BrowserSession)
    .where(BrowserSession.id == bindparam("session_id"))
    .values(last_seen_at=bindparam("now"))
)


def find_live(connection: Connection, cookie: str) -> SessionView | None:
    """The session of this cookie, if it has not ended and its person may sign in.

    A session ends after its absolute life, or after an idle time in every service at once.
    """
    now = clock.now()
    row = connection.execute(
        _LIVE, {"cookie_hash": token_hash(cookie), "now": now, "idle_since": idle_since(now)}
    ).one_or_none()
    if row is None:
        return None
    view = SessionView(*row)
    touch(connection, view.id, view.last_seen_at)
    return view


def touch(connection: Connection, session_id: int, last_seen_at: datetime) -> None:
    """Note that the session is in use; `connection` is in AUTOCOMMIT."""
    now = clock.now()
    if now - last_seen_at >= TOUCH_EVERY:
        connection.execute(_TOUCH, {"session_id": session_id, "now": now})


def idle_since(now: datetime) -> datetime:
    """A session last seen at this instant, or before it, has been idle for too long."""
    return now - timedelta(minutes=settings.current().sessions.idle_minutes)


def list_visited_labels(session_id: int) -> list[str]:
    """The names of the services that a session visited, in alphabetical order."""
    statement = (
        select(func.coalesce(DigitalService.label, Client.name))
        .select_from(ServiceVisit)
        .join(Client, Client.client_id == ServiceVisit.client_id)
        .outerjoin(DigitalService, DigitalService.id == Client.service_id)
        .where(ServiceVisit.session_id == session_id)
        .distinct()
    )
    with auto_engine().connect() as connection:
        return sorted(connection.execute(statement).scalars())
