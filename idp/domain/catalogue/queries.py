"""Reads of the catalogue."""

from sqlalchemy import select

from idp.domain import db
from idp.domain.catalogue.errors import RoleUnknown, ServiceUnknown
from idp.domain.catalogue.models import Client, DigitalService, Role


def get_service(key: str) -> DigitalService:
    """The digital service of this key. Raises ServiceUnknown."""
    service = db.session.scalar(select(DigitalService).where(DigitalService.key == key))
    if service is None:
        raise ServiceUnknown(key=key)
    return service


def get_role(service_key: str, role_key: str) -> Role:
    """The role of this key in a service. Raises RoleUnknown."""
    role = db.session.scalar(
        select(Role)
        .join(DigitalService, DigitalService.id == Role.service_id)
        .where(DigitalService.key == service_key, Role.key == role_key)
    )
    if role is None:
        raise RoleUnknown(service=service_key, role=role_key)
    return role


def is_registered(client_id: str) -> bool:
    """Whether a client has this identifier, active or not."""
    return db.session.get(Client, client_id) is not None
