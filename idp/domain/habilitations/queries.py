"""Reads of rights, on the way of every ID token and userinfo answer: columns, not entities."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Connection, bindparam, exists, or_, select

from idp.domain import db
from idp.domain.accounts.models import AccountKind
from idp.domain.catalogue.models import DigitalService, Role
from idp.domain.habilitations.access import AccessStatus, decide
from idp.domain.habilitations.facts import read_facts
from idp.domain.habilitations.models import AccessManager, Habilitation
from idp.domain.organisations.models import Company, Establishment
from idp.ground import clock


@dataclass(frozen=True, slots=True)
class HabilitationView:
    """One right in date, as a service is told of it."""

    role: str
    role_label: str
    siret: str
    siren: str
    label: str
    until: date | None


@dataclass(frozen=True, slots=True)
class Access:
    """Which page the service must show, and whether the person manages its access."""

    status: AccessStatus
    is_manager: bool


@dataclass(frozen=True, slots=True)
class ServiceView:
    """A service that a person may enter."""

    id: int
    key: str
    label: str
    full_label: str
    home_url: str


@dataclass(frozen=True, slots=True)
class Right:
    """A right in date, with its service and whether the person manages the access to it."""

    service: ServiceView
    held: HabilitationView
    is_manager: bool


def _in_date() -> ColumnElement[bool]:
    return or_(Habilitation.until.is_(None), Habilitation.until >= bindparam("today"))


_RIGHTS = (
    select(
        DigitalService.id,
        DigitalService.key,
        DigitalService.label,
        DigitalService.full_label,
        DigitalService.home_url,
        Role.key,
        Role.label,
        Establishment.siret,
        Company.siren,
        Establishment.label,
        Habilitation.until,
        exists(
            select(AccessManager.id).where(
                AccessManager.account_id == bindparam("account_id"),
                AccessManager.service_id == DigitalService.id,
                AccessManager.ended_at.is_(None),
            )
        ),
    )
    .select_from(Habilitation)
    .join(Role, Role.id == Habilitation.role_id)
    .join(DigitalService, DigitalService.id == Role.service_id)
    .join(Establishment, Establishment.id == Habilitation.establishment_id)
    .join(Company, Company.id == Establishment.company_id)
    .where(
        Habilitation.account_id == bindparam("account_id"),
        Habilitation.ended_at.is_(None),
        Habilitation.suspended_at.is_(None),
        _in_date(),
    )
    .order_by(DigitalService.label, Establishment.siret, Role.position)
)


def list_rights(connection: Connection, account_id: int) -> Sequence[Right]:
    """The rights of a person, in every service, that hold today in the calendar of Paris."""
    values = {"account_id": account_id, "today": clock.today()}
    rows: Iterable[Any] = connection.execute(_RIGHTS, values)
    # The columns of `_RIGHTS`, unpacked: to ask a row for each by name costs twice as much, and
    # some people hold hundreds of rights.
    return [
        Right(
            ServiceView(service_id, key, service_label, full_label, home_url),
            HabilitationView(role, role_label, siret, siren, label, until),
            is_manager,
        )
        for (
            service_id,
            key,
            service_label,
            full_label,
            home_url,
            role,
            role_label,
            siret,
            siren,
            label,
            until,
            is_manager,
        ) in rows
    ]


def list_services(rights: Sequence[Right]) -> Sequence[ServiceView]:
    """The services that these rights open, each once, by name."""
    return list({right.service.id: right.service for right in rights}.values())


def list_services_of(account_id: int) -> Sequence[ServiceView]:
    """The services that a person may enter today, each once, by name."""
    with db.auto_engine().connect() as connection:
        return list_services(list_rights(connection, account_id))


def get_access(
    connection: Connection,
    account_id: int,
    service_id: int,
    rights: Sequence[Right],
    *,
    kind: AccountKind,
    company_id: int | None,
) -> Access:
    """What a service shall show to a person who holds these rights.

    A right in date decides alone; only without one is there more to read.
    """
    for right in rights:
        if right.service.id == service_id:
            return Access("granted", right.is_manager)
    facts = read_facts(connection, account_id, service_id, kind=kind, company_id=company_id)
    return Access(decide(facts), facts.is_manager)
