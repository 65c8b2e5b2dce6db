"""Reads of rights, on the way of every ID token and userinfo answer: columns, not entities."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Connection, bindparam, exists, or_, select
from sqlalchemy.sql import Select

from idp.domain import clock
from idp.domain.accounts.models import AccountKind
from idp.domain.catalogue.models import DigitalService, Enlistment, Role
from idp.domain.habilitations.access import AccessStatus, Facts, decide
from idp.domain.habilitations.models import AccessManager, Habilitation
from idp.domain.organisations.models import Company, Establishment


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

    key: str
    label: str
    full_label: str
    home_url: str


def _in_date() -> ColumnElement[bool]:
    return or_(Habilitation.until.is_(None), Habilitation.until >= bindparam("today"))


_IN_DATE = (
    select(
        Role.key,
        Role.label,
        Establishment.siret,
        Company.siren,
        Establishment.label,
        Habilitation.until,
    )
    .join(Role, Role.id == Habilitation.role_id)
    .join(Establishment, Establishment.id == Habilitation.establishment_id)
    .join(Company, Company.id == Establishment.company_id)
    .where(
        Habilitation.account_id == bindparam("account_id"),
        Role.service_id == bindparam("service_id"),
        Habilitation.ended_at.is_(None),
        Habilitation.suspended_at.is_(None),
        _in_date(),
    )
    .order_by(Establishment.siret, Role.position)
)
_SERVICES = (
    select(
        DigitalService.key, DigitalService.label, DigitalService.full_label, DigitalService.home_url
    )
    .join(Role, Role.service_id == DigitalService.id)
    .join(Habilitation, Habilitation.role_id == Role.id)
    .where(
        Habilitation.account_id == bindparam("account_id"),
        Habilitation.ended_at.is_(None),
        Habilitation.suspended_at.is_(None),
        _in_date(),
    )
    .distinct()
    .order_by(DigitalService.label)
)


def _right(*conditions: ColumnElement[bool]) -> ColumnElement[bool]:
    return exists(
        select(Habilitation.id)
        .join(Role, Role.id == Habilitation.role_id)
        .where(
            Habilitation.account_id == bindparam("account_id"),
            Role.service_id == DigitalService.id,
            Habilitation.ended_at.is_(None),
            *conditions,
        )
    )


def _manager(*conditions: ColumnElement[bool]) -> ColumnElement[bool]:
    return exists(
        select(AccessManager.id).where(AccessManager.service_id == DigitalService.id, *conditions)
    )


def _facts_statement() -> Select[*tuple[Any, ...]]:
    of_company = AccessManager.company_id == bindparam("company_id")
    live = AccessManager.ended_at.is_(None)
    enlisted = exists(
        select(Enlistment.id)
        .join(Establishment, Establishment.id == Enlistment.establishment_id)
        .where(
            Enlistment.service_id == DigitalService.id,
            Establishment.company_id == bindparam("company_id"),
        )
    )
    return select(
        _right(Habilitation.suspended_at.is_not(None)).label("was_suspended"),
        _right(Habilitation.until < bindparam("today")).label("has_expired"),
        _manager(AccessManager.account_id == bindparam("account_id"), live).label("is_manager"),
        _manager(of_company, live).label("company_has_manager"),
        _manager(of_company).label("company_had_manager"),
        enlisted.label("is_enlisted"),
        DigitalService.agents_may_enter,
        DigitalService.requires_enlistment,
        DigitalService.first_comer_becomes_manager,
        DigitalService.manager_code_days.is_not(None).label("gives_manager_codes"),
    ).where(DigitalService.id == bindparam("service_id"))


_FACTS = _facts_statement()


def list_in_date(
    connection: Connection, account_id: int, service_id: int
) -> Sequence[HabilitationView]:
    """The rights of a person in a service that hold today, in the calendar of Paris."""
    values = {"account_id": account_id, "service_id": service_id, "today": clock.today()}
    return [HabilitationView(*row) for row in connection.execute(_IN_DATE, values)]


def get_access(
    connection: Connection,
    account_id: int,
    service_id: int,
    *,
    kind: AccountKind,
    company_id: int | None,
    is_habilitated: bool,
) -> Access:
    """What a service shall show to a person; `is_habilitated`: a right of his is in date."""
    row = connection.execute(
        _FACTS,
        {
            "account_id": account_id,
            "service_id": service_id,
            "company_id": company_id,
            "today": clock.today(),
        },
    ).one()
    facts = Facts(
        kind=kind,
        has_company=company_id is not None,
        is_habilitated=is_habilitated,
        **{name: bool(value) for name, value in row._mapping.items()},
    )
    return Access(decide(facts), facts.is_manager)


def list_services(connection: Connection, account_id: int) -> Sequence[ServiceView]:
    """The services in which a person has a right today, by name."""
    values = {"account_id": account_id, "today": clock.today()}
    return [ServiceView(*row) for row in connection.execute(_SERVICES, values)]
