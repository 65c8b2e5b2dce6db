"""What is read, in one statement, to decide what a person without a right in date is shown."""

from typing import Any

from sqlalchemy import ColumnElement, Connection, bindparam, exists, select
from sqlalchemy.sql import Select

from idp.domain.accounts.models import AccountKind
from idp.domain.catalogue.models import DigitalService, Enlistment, Role
from idp.domain.habilitations.access import Facts
from idp.domain.habilitations.models import AccessManager, Habilitation
from idp.domain.organisations.models import Establishment
from idp.ground import clock


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


def read_facts(
    connection: Connection,
    account_id: int,
    service_id: int,
    *,
    kind: AccountKind,
    company_id: int | None,
) -> Facts:
    """What is known today, in the calendar of Paris, of this person and this service."""
    asked = {
        "account_id": account_id,
        "service_id": service_id,
        "company_id": company_id,
        "today": clock.today(),
    }
    row: Any = connection.execute(_FACTS, asked).one()
    return Facts(kind=kind, has_company=company_id is not None, **row._mapping)
