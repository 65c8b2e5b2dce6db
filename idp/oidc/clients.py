"""Clients as the protocol sees them, remembered for some seconds in each process."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask import current_app
from sqlalchemy import bindparam, select

from idp.domain import db
from idp.domain.catalogue.models import DigitalService
from idp.domain.clients.models import Client
from idp.domain.clients.registration import Registration
from idp.ground import clock

#: A registered client is read again after this many seconds; an unknown one every time.
#: Whether it is active is also part of every statement that lets it through.
REMEMBERED_SECONDS = 10
_EXTENSION = "efp-clients"


@dataclass(frozen=True, slots=True)
class RegisteredClient:
    """One client, with the methods by which Authlib asks about it."""

    client_id: str
    registration: Registration
    secret_hash: str
    former_secret_hash: str | None
    former_secret_until: datetime | None
    service_label: str | None
    service_full_label: str | None

    @property
    def label(self) -> str:
        """What people are told that they sign in to."""
        return self.service_label or self.registration.name

    def check_grant_type(self, grant_type: str) -> bool:
        """Whether the client registered this grant."""
        return grant_type in self.registration.grant_types


_FIND = (
    select(
        Client.client_id,
        Client.registration,
        Client.secret_hash,
        Client.former_secret_hash,
        Client.former_secret_until,
        DigitalService.label.label("service_label"),
        DigitalService.full_label.label("service_full_label"),
    )
    .outerjoin(DigitalService, DigitalService.id == Client.service_id)
    .where(Client.client_id == bindparam("client_id"), Client.is_active)
)


def find_client(client_id: str, *, fresh: bool = False) -> RegisteredClient | None:
    """The active client of this identifier; read from the database now if `fresh`."""
    remembered: dict[str, tuple[float, RegisteredClient]]
    remembered = current_app.extensions.setdefault(_EXTENSION, {})
    now = clock.now().timestamp()
    if not fresh and client_id in remembered:
        read_at, client = remembered[client_id]
        if 0 <= now - read_at < REMEMBERED_SECONDS:
            return client
    with db.auto_engine().connect() as connection:
        row: Any = connection.execute(_FIND, {"client_id": client_id}).one_or_none()
    if row is None:
        remembered.pop(client_id, None)
        return None
    client = RegisteredClient(**row._mapping)
    remembered[client_id] = (now, client)
    return client
