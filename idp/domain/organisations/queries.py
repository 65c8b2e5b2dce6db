"""Reads of companies and establishments."""

from sqlalchemy import select

from idp.domain import db
from idp.domain.organisations.errors import CompanyUnknown
from idp.domain.organisations.models import Company, Establishment


def find_company(siren: str) -> Company | None:
    """The company of this SIREN, if it is in use."""
    return db.session.scalar(select(Company).where(Company.siren == siren))


def get_head_office(company_id: int) -> Establishment:
    """The head office of a company. Raises CompanyUnknown."""
    head_office = db.session.scalar(
        select(Establishment).where(
            Establishment.company_id == company_id, Establishment.is_head_office
        )
    )
    if head_office is None:
        raise CompanyUnknown(id=company_id)
    return head_office
