"""Reads of clients."""

from collections.abc import Sequence

from sqlalchemy import select

from idp.domain import db
from idp.domain.clients.errors import ClientUnknown
from idp.domain.clients.models import Client


def get_client(client_id: str) -> Client:
    """The client of this identifier, active or not. Raises ClientUnknown."""
    client = db.session.get(Client, client_id)
    if client is None:
        raise ClientUnknown(client_id=client_id)
    return client


def list_clients() -> Sequence[Client]:
    """Every client, disabled ones too, in the order in which they were registered."""
    return db.session.scalars(select(Client).order_by(Client.created_at, Client.client_id)).all()


def is_registered(client_id: str) -> bool:
    """Whether a client has this identifier, active or not."""
    return db.session.get(Client, client_id) is not None
