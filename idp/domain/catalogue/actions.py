"""How services and clients come into the catalogue."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from sqlalchemy import select

from idp.domain import audit, db
from idp.domain.actor import Actor
from idp.domain.catalogue.addresses import check_address
from idp.domain.catalogue.declarations import ServiceDeclaration
from idp.domain.catalogue.errors import ClientExists, NameRefused, SectorsDiffer
from idp.domain.catalogue.models import (
    AuthMethod,
    Client,
    DigitalService,
    Enlistment,
    ManagedBy,
    Role,
    SubjectType,
)
from idp.domain.catalogue.queries import get_service
from idp.domain.organisations.models import Establishment
from idp.domain.tokens import random_token, token_hash
from idp.domain.upsert import Upsert
from idp.ground import clock
from idp.ground.one_line import is_one_line

NAME_CHARACTERS = 120

_ENLIST = Upsert(
    lambda insert: insert(Enlistment).on_conflict_do_nothing().returning(Enlistment.id)
)
_REGISTER = Upsert(lambda insert: insert(Client).on_conflict_do_nothing().returning(Client))


@dataclass(frozen=True, slots=True, kw_only=True)
class Registration:
    """What a new client asks to be registered with. `service`: a digital service's key."""

    name: str
    redirect_uris: Sequence[str]
    scopes: Sequence[str]
    grant_types: Sequence[str]
    service: str | None = None
    post_logout_redirect_uris: Sequence[str] = ()
    backchannel_logout_uri: str | None = None
    auth_method: AuthMethod = "client_secret_basic"
    subject_type: SubjectType = "public"
    is_pkce_required: bool = True
    managed_by: ManagedBy = "command"
    client_id: str = field(default_factory=random_token)
    secret: str = field(default_factory=random_token, repr=False)


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


def register_client(asked: Registration, *, by: Actor) -> Client:
    """Register a client; the database keeps the hash of its secret only.

    Raises NameRefused, AddressRefused, ServiceUnknown, SectorsDiffer or ClientExists.
    """
    client: Client | None = _REGISTER.execute(db.session, _row_of(asked)).scalar()
    if client is None:
        raise ClientExists(client_id=asked.client_id)
    audit.record(db.session, "client.registered", by=by, client_id=client.client_id)
    return client


def _row_of(asked: Registration) -> dict[str, Any]:
    return {
        "client_id": asked.client_id,
        "service_id": get_service(asked.service).id if asked.service else None,
        "name": _check_name(asked.name),
        "secret_hash": token_hash(asked.secret),
        "auth_method": asked.auth_method,
        "redirect_uris": [check_address(url) for url in asked.redirect_uris],
        "post_logout_redirect_uris": [
            check_address(url) for url in asked.post_logout_redirect_uris
        ],
        "backchannel_logout_uri": asked.backchannel_logout_uri
        and check_address(asked.backchannel_logout_uri),
        "grant_types": list(asked.grant_types),
        "scopes": list(asked.scopes),
        "subject_type": asked.subject_type,
        "sector": _sector(asked),
        "is_pkce_required": asked.is_pkce_required,
        "is_active": True,
        "managed_by": asked.managed_by,
        "created_at": clock.now(),
    }


def _check_name(name: str) -> str:
    if not name.strip() or len(name) > NAME_CHARACTERS or not is_one_line(name):
        raise NameRefused(most=NAME_CHARACTERS)
    return name


def _has_changed(row: DigitalService | Role) -> bool:
    return row in db.session.new or db.session.is_modified(row)


def _sector(asked: Registration) -> str:
    hosts = {urlsplit(url).hostname or "" for url in asked.redirect_uris}
    if asked.subject_type == "pairwise" and len(hosts) != 1:
        raise SectorsDiffer
    return min(hosts, default="")
