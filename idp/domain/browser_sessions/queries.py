"""The session look-up: on the way of every page, so columns and not entities."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Select, bindparam, select

from idp import settings
from idp.domain import db
from idp.domain.accounts.models import Account
from idp.domain.accounts.queries import Person
from idp.domain.browser_sessions.models import BrowserSession, ServiceVisit
from idp.domain.catalogue.models import DigitalService
from idp.domain.clients.models import Client
from idp.domain.tokens import token_hash
from idp.ground import clock


@dataclass(frozen=True, slots=True)
class SessionView(Person):
    """A live session and its person, as the pages and the protocol need them."""

    id: int
    sid: str
    authenticated_at: datetime
    acr: str
    amr: list[str]
    last_seen_at: datetime


_BY_COOKIE: Select[*tuple[Any, ...]] = (
    select(
        Account.id,
        Account.sub,
        Account.pairwise_seed,
        Account.given_name,
        Account.family_name,
        BrowserSession.id,
        BrowserSession.sid,
        BrowserSession.authenticated_at,
        BrowserSession.acr,
        BrowserSession.amr,
        BrowserSession.last_seen_at,
    )
    .select_from(BrowserSession)
    .join(Account, Account.id == BrowserSession.account_id)
    .where(
        BrowserSession.cookie_hash == bindparam("cookie_hash"),
        BrowserSession.ended_at.is_(None),
        BrowserSession.expires_at > bindparam("now"),
        BrowserSession.last_seen_at > bindparam("idle_since"),
        Account.is_active,
    )
)


def find_live(connection: Connection, cookie: str) -> SessionView | None:
    """The session of this cookie, if it has not ended and its person may sign in.

    A session ends after its absolute life, or after an idle time in every service at once.
    """
    now = clock.now()
    values = {"cookie_hash": token_hash(cookie), "now": now, "idle_since": idle_since(now)}
    row = connection.execute(_BY_COOKIE, values).one_or_none()
    return None if row is None else SessionView(*row)


def idle_since(now: datetime) -> datetime:
    """A session last seen at this instant, or before it, has been idle for too long."""
    return now - timedelta(minutes=settings.current().sessions.idle_minutes)


def list_visited_labels(session_id: int) -> list[str]:
    """The names of the services that a session visited, in alphabetical order."""
    statement = (
        select(DigitalService.label, Client.registration)
        .select_from(ServiceVisit)
        .join(Client, Client.client_id == ServiceVisit.client_id)
        .outerjoin(DigitalService, DigitalService.id == Client.service_id)
        .where(ServiceVisit.session_id == session_id)
    )
    with db.auto_engine().connect() as connection:
        visited = connection.execute(statement)
        return sorted({label or registration.name for label, registration in visited})
