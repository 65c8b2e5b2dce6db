"""How companies come into use."""

from collections.abc import Mapping

from idp.domain import audit, clock
from idp.domain.actor import Actor
from idp.domain.db import db
from idp.domain.organisations.models import Company, Establishment


def add_company(siren: str, label: str, establishments: Mapping[str, str], *, by: Actor) -> Company:
    """Take a company into use, with its establishments: label by SIRET, the head office first."""
    now = clock.now()
    company = Company(siren=siren, label=label, created_at=now)
    for position, (siret, name) in enumerate(establishments.items()):
        company.establishments.append(
            Establishment(siret=siret, label=name, is_head_office=position == 0, created_at=now)
        )
    db.session.add(company)
    db.session.flush()
    audit.record(db.session, "company.added", by=by, company_id=company.id, data={"siren": siren})
    return company
