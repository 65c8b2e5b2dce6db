"""How companies come into use."""

from collections.abc import Mapping

from idp.domain import audit, db
from idp.domain.actor import Actor
from idp.domain.organisations.errors import CompanyExists
from idp.domain.organisations.models import Company, Establishment
from idp.domain.upsert import Upsert
from idp.ground import clock

_ADD = Upsert(
    lambda insert: (
        insert(Company).on_conflict_do_nothing(index_elements=["siren"]).returning(Company)
    )
)


def add_company(siren: str, label: str, establishments: Mapping[str, str], *, by: Actor) -> Company:
    """Take a company into use, with its establishments: label by SIRET, the head office first.

    Raises CompanyExists.
    """
    now = clock.now()
    row = {"siren": siren, "label": label, "created_at": now}
    company: Company | None = _ADD.execute(db.session, row).scalar()
    if company is None:
        raise CompanyExists(siren=siren)
    for position, (siret, name) in enumerate(establishments.items()):
        company.establishments.append(
            Establishment(siret=siret, label=name, is_head_office=position == 0, created_at=now)
        )
    db.session.flush()
    audit.record(db.session, "company.added", by=by, company_id=company.id, data={"siren": siren})
    return company
