"""Reads of the catalogue."""

from sqlalchemy import select

from idp.domain.catalogue.errors import ServiceUnknown
from idp.domain.catalogue.models import DigitalService
from idp.domain.db import db


def get_service(key: str) -> DigitalService:
    """The digital service of this key. Raises ServiceUnknown."""
    service = db.session.scalar(select(DigitalService).where(DigitalService.key == key))
    if service is None:
        raise ServiceUnknown(key=key)
    return service
