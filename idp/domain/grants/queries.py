"""A grant with all that must still be true of it: one statement on the hot path."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, and_, bindparam, or_, select

from idp.domain.accounts.models import Account, AccountKind, Civilite
from idp.domain.browser_sessions.models import BrowserSession
from idp.domain.browser_sessions.queries import idle_since
from idp.domain.clients.models import Client
from idp.domain.clients.registration import SubjectType
from idp.domain.grants.models import Grant
from idp.domain.organisations.models import Company
from idp.ground import clock


@dataclass(frozen=True, slots=True)
class LiveGrant:
    """A grant whose client, session and person are in order, and what its claims are made of.

    Without session it has none of `session_id`, `sid` and `last_seen_at`.
    """

    id: str
    client_id: str
    account_id: int
    scope: str
    nonce: str | None
    authenticated_at: datetime
    acr: str
    amr: list[str]
    redirect_uri: str
    code_challenge: str | None
    session_id: int | None
    sid: str | None
    last_seen_at: datetime | None
    sub: str
    pairwise_seed: str
    kind: AccountKind
    email: str
    email_verified: bool
    civilite: Civilite
    given_name: str
    family_name: str
    phone_number: str | None
    phone_number_verified: bool
    job_title: str | None
    updated_at: datetime
    company_id: int | None
    siren: str | None
    organization_label: str | None
    service_id: int | None
    subject_type: SubjectType
    sector: str

    @property
    def scopes(self) -> frozenset[str]:
        """The granted scope values."""
        return frozenset(self.scope.split())


_LIVE = (
    select(
        Grant.id,
        Grant.client_id,
        Grant.account_id,
        Grant.scope,
        Grant.nonce,
        Grant.authenticated_at,
        Grant.acr,
        Grant.amr,
        Grant.redirect_uri,
        Grant.code_challenge,
        BrowserSession.id.label("session_id"),
        BrowserSession.sid,
        BrowserSession.last_seen_at,
        Account.sub,
        Account.pairwise_seed,
        Account.kind,
        Account.email,
        Account.email_verified,
        Account.civilite,
        Account.given_name,
        Account.family_name,
        Account.phone_number,
        Account.phone_number_verified,
        Account.job_title,
        Account.updated_at,
        Account.company_id,
        Company.siren,
        Company.label.label("organization_label"),
        Client.service_id,
        Client.subject_type,
        Client.sector,
    )
    .outerjoin(BrowserSession, BrowserSession.id == Grant.session_id)
    .join(Account, Account.id == Grant.account_id)
    .join(Client, Client.client_id == Grant.client_id)
    .outerjoin(Company, Company.id == Account.company_id)
    .where(
        Grant.id == bindparam("grant_id"),
        Grant.revoked_at.is_(None),
        or_(
            Grant.session_id.is_(None),
            and_(
                BrowserSession.ended_at.is_(None),
                BrowserSession.expires_at > bindparam("now"),
                BrowserSession.last_seen_at > bindparam("idle_since"),
            ),
        ),
        Account.is_active,
        Client.is_active,
    )
)


def find_live(connection: Connection, grant_id: str) -> LiveGrant | None:
    """The grant, unless it, its session, its person or its client has ended."""
    now = clock.now()
    row: Any = connection.execute(
        _LIVE, {"grant_id": grant_id, "now": now, "idle_since": idle_since(now)}
    ).one_or_none()
    return None if row is None else LiveGrant(**row._mapping)
