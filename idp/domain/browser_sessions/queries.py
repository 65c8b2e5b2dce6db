"""The session look-up: on the way of every page, so columns and not entities."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Select, bindparam, func, select

from idp import settings
from idp.domain import clock
from idp.domain.accounts.models import Account
from idp.domain.browser_sessions.models import BrowserSession, ServiceVisit
from idp.domain.catalogue.models import Client, DigitalService
from idp.domain.db import auto_engine
from idp.domain.tokens import token_hash


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


_LIVE: Select[*tuple[Any, ...]] = (
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
        BrowserSession.ended_at.is_(None),
        BrowserSession.expires_at > bindparam("now"),
        BrowserSession.last_seen_at > bindparam("idle_since"),
        Account.is_active,
    )
)
_BY_COOKIE = _LIVE.where(BrowserSession.cookie_hash == bindparam("cookie_hash"))
_BY_FORMER_COOKIE = (
    _LIVE.where(BrowserSession.former_cookie_hash == bindparam("cookie_hash"))
    .order_by(BrowserSession.id.desc())
    .limit(1)
)


def find_live(connection: Connection, cookie: str) -> SessionView | None:
    """The session of this cookie, if it has not ended and its person may sign in.

    A session ends after its absolute life, or after an idle time in every service at once.
    """
    return _find(connection, _BY_COOKIE, cookie)


def find_begun_with(connection: Connection, former_cookie: str) -> SessionView | None:
    """The live session of the browser that carried this cookie until it signed in.

    The cookie opens nothing any more: only who proves again to be its person may have it.
    """
    return _find(connection, _BY_FORMER_COOKIE, former_cookie)


def idle_since(now: datetime) -> datetime:
    """A session last seen at this instant, or before it, has been idle for too long."""
    return now - timedelta(minutes=settings.current().sessions.idle_minutes)


def _find(
    connection: Connection, statement: Select[*tuple[Any, ...]], cookie: str
) -> SessionView | None:
    now = clock.now()
    values = {"cookie_hash": token_hash(cookie), "now": now, "idle_since": idle_since(now)}
    row = connection.execute(statement, values).one_or_none()
    return None if row is None else SessionView(*row)


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
