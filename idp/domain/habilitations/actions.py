"""How rights come into being."""

from datetime import date

from sqlalchemy import select

from idp.domain import audit, db
from idp.domain.actor import Actor
from idp.domain.catalogue.models import DigitalService, Role
from idp.domain.habilitations.models import AccessManager, Habilitation
from idp.domain.organisations.models import Establishment
from idp.domain.upsert import Upsert
from idp.ground import clock

_GIVE = Upsert(lambda insert: insert(Habilitation).on_conflict_do_nothing().returning(Habilitation))
_APPOINT = Upsert(
    lambda insert: insert(AccessManager).on_conflict_do_nothing().returning(AccessManager.id)
)


def grant(
    account_id: int, role_id: int, establishment_id: int, *, until: date | None = None, by: Actor
) -> None:
    """Give a person a role for an establishment, to the end of a day of the calendar of Paris.

    One who holds it already keeps it, until that day from now on; if it was suspended, it is so
    no longer.
    """
    right = {
        "account_id": account_id,
        "role_id": role_id,
        "establishment_id": establishment_id,
    }
    row = {**right, "until": until, "created_at": clock.now()}
    habilitation: Habilitation | None = _GIVE.execute(db.session, row).scalar()
    if habilitation is None:
        live = select(Habilitation).filter_by(**right, ended_at=None)
        habilitation = db.session.scalars(live).one()
        if habilitation.until == until and habilitation.suspended_at is None:
            return
        habilitation.until, habilitation.suspended_at = until, None
        db.session.flush()
    _note_grant(habilitation, by)


def appoint_manager(account_id: int, service_id: int, company_id: int, *, by: Actor) -> None:
    """Let a person manage a service's access for a company; one who does already, goes on."""
    row = {
        "account_id": account_id,
        "service_id": service_id,
        "company_id": company_id,
        "created_at": clock.now(),
    }
    if _APPOINT.execute(db.session, row).scalar() is None:
        return
    key = select(DigitalService.key).where(DigitalService.id == service_id)
    audit.record(
        db.session,
        "access_manager.appointed",
        by=by,
        account_id=account_id,
        service=db.session.scalar(key),
        company_id=company_id,
    )


def _note_grant(habilitation: Habilitation, by: Actor) -> None:
    service, role = db.session.execute(
        select(DigitalService.key, Role.key)
        .join(Role, Role.service_id == DigitalService.id)
        .where(Role.id == habilitation.role_id)
    ).one()
    establishment = db.session.get_one(Establishment, habilitation.establishment_id)
    audit.record(
        db.session,
        "habilitation.granted",
        by=by,
        account_id=habilitation.account_id,
        service=service,
        company_id=establishment.company_id,
        data={
            "role": role,
            "siret": establishment.siret,
            "until": habilitation.until.isoformat() if habilitation.until else None,
        },
    )
