"""Reads of the catalogue."""

from collections.abc import Mapping

from sqlalchemy import select

from idp.domain import db
from idp.domain.catalogue.errors import RoleUnknown, ServiceUnknown
from idp.domain.catalogue.models import DigitalService, Role


def get_service(key: str) -> DigitalService:
    """The digital service of this key. Raises ServiceUnknown."""
    service = db.session.scalar(select(DigitalService).where(DigitalService.key == key))
    if service is None:
        raise ServiceUnknown(key=key)
    return service


def list_service_ids() -> Mapping[str, int]:
    """Every digital service, by its key."""
    rows = db.session.execute(select(DigitalService.key, DigitalService.id))
    return {row.key: row.id for row in rows}


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
