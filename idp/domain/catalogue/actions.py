"""How services and what belongs to them come into the catalogue."""

from sqlalchemy import select

from idp.domain import audit, db
from idp.domain.actor import Actor
from idp.domain.catalogue.addresses import check_address
from idp.domain.catalogue.declarations import ServiceDeclaration
from idp.domain.catalogue.models import DigitalService, Enlistment, Role
from idp.domain.organisations.models import Establishment
from idp.domain.upsert import Upsert
from idp.ground import clock

_ENLIST = Upsert(
    lambda insert: insert(Enlistment).on_conflict_do_nothing().returning(Enlistment.id)
)


def apply_service(declared: ServiceDeclaration, home_url: str, *, by: Actor) -> DigitalService:
    """Make the catalogue say what a file declares; a role that it leaves out stays.

    The journal hears of it when something has changed.
    """
    service = db.session.scalar(
        select(DigitalService).where(DigitalService.key == declared.key)
    ) or DigitalService(key=declared.key, managed_by="file", created_at=clock.now())
    # Read before anything changes: a read would flush, and nobody could tell any more.
    known = {role.key: role for role in service.roles}
    service.label = declared.label
    service.full_label = declared.full_label
    service.home_url = check_address(home_url)
    for name, value in declared.policy.model_dump().items():
        setattr(service, name, value)
    for position, role in enumerate(declared.roles):
        if role.key not in known:
            known[role.key] = Role(key=role.key)
            service.roles.append(known[role.key])
        known[role.key].label = role.label
        known[role.key].position = position
    db.session.add(service)
    has_changed = _has_changed(service) or any(_has_changed(role) for role in known.values())
    db.session.flush()
    if has_changed:
        audit.record(db.session, "service.applied", by=by, service=declared.key)
    return service


def enlist(service: DigitalService, establishment: Establishment, *, by: Actor) -> None:
    """Let the people of an establishment ask for access to a service that demands enlistment.

    One that is enlisted already stays so.
    """
    row = {
        "service_id": service.id,
        "establishment_id": establishment.id,
        "created_at": clock.now(),
    }
    if _ENLIST.execute(db.session, row).scalar() is None:
        return
    audit.record(
        db.session,
        "establishment.enlisted",
        by=by,
        service=service.key,
        company_id=establishment.company_id,
        data={"siret": establishment.siret},
    )


def _has_changed(row: DigitalService | Role) -> bool:
    return row in db.session.new or db.session.is_modified(row)
