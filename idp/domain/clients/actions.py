"""How clients are registered, changed, switched off and on, and given secrets."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from sqlalchemy import select

from idp.domain import audit, db
from idp.domain.actor import Actor
from idp.domain.catalogue.models import ManagedBy
from idp.domain.catalogue.queries import list_service_ids
from idp.domain.clients.errors import ClientExists, ClientUnknown
from idp.domain.clients.models import Client, columns_of
from idp.domain.clients.registration import Circumstances, check
from idp.domain.tokens import random_token, token_hash
from idp.domain.upsert import Upsert
from idp.ground import clock

#: How long the secret before the present one goes on, unless told otherwise.
KEEP_OLD_SECRET = timedelta(days=7)

_REGISTER = Upsert(
    lambda insert: insert(Client).on_conflict_do_nothing().returning(Client.client_id)
)


@dataclass(frozen=True, slots=True)
class Credentials:
    """What a client proves itself with. The database keeps the hash of the secret only."""

    client_id: str
    secret: str = field(repr=False)


def register(
    document: Mapping[str, Any],
    *,
    credentials: Credentials | None = None,
    managed_by: ManagedBy = "command",
    by: Actor,
) -> Credentials:
    """Register a client, with new credentials unless it brings some.

    Raises RegistrationRefused or ClientExists.
    """
    given = credentials or Credentials(_new_identifier(), random_token())
    service_ids = list_service_ids()
    registration = check(document, Circumstances(service_ids))
    row = {
        "client_id": given.client_id,
        **columns_of(registration, service_ids),
        "secret_hash": token_hash(given.secret),
        "is_active": True,
        "managed_by": managed_by,
        "created_at": clock.now(),
    }
    if _REGISTER.execute(db.session, row).scalar() is None:
        raise ClientExists(client_id=given.client_id)
    _record("client.registered", given.client_id, by, registration.model_dump(mode="json"))
    return given


def change(
    client_id: str,
    changes: Mapping[str, Any],
    *,
    managed_by: ManagedBy = "command",
    by: Actor,
) -> None:
    """Replace some fields of a registration; who changes it manages it from now on.

    The whole document is checked again. What would change the subjects of its people is refused.
    Raises ClientUnknown or RegistrationRefused.
    """
    client = _lock(client_id)
    service_ids = list_service_ids()
    before = client.registration.model_dump(mode="json")
    circumstances = Circumstances(service_ids, client.registration)
    registration = check({**before, **changes}, circumstances)
    after = registration.model_dump(mode="json")
    changed = {name: value for name, value in after.items() if value != before[name]}
    if not changed:
        return
    for name, value in columns_of(registration, service_ids).items():
        setattr(client, name, value)
    client.managed_by = managed_by
    _record("client.changed", client_id, by, changed)


def disable(client_id: str, *, by: Actor) -> None:
    """Let nobody in through a client; its codes and tokens open nothing. Raises ClientUnknown."""
    _switch(client_id, False, by)


def enable(client_id: str, *, by: Actor) -> None:
    """Let people in again through a client. Raises ClientUnknown."""
    _switch(client_id, True, by)


def rotate_secret(
    client_id: str, keep_old_for: timedelta = KEEP_OLD_SECRET, *, by: Actor
) -> Credentials:
    """Give a client a new secret; the present one goes on for so long, the one before it ends.

    Without a time, the present one ends now. Servers remember a client for some seconds: what ends
    before it was to end may pass for that long. Raises ClientUnknown.
    """
    client = _lock(client_id)
    given = Credentials(client_id, random_token())
    is_kept = keep_old_for > timedelta()
    client.former_secret_hash = client.secret_hash if is_kept else None
    client.former_secret_until = clock.now() + keep_old_for if is_kept else None
    client.secret_hash = token_hash(given.secret)
    until = client.former_secret_until
    told = {"former_secret_until": until.isoformat() if until else None}
    _record("client.secret_rotated", client_id, by, told)
    return given


def _new_identifier() -> str:
    # No command takes it for an option.
    return random_token().replace("-", "_")


def _switch(client_id: str, is_active: bool, by: Actor) -> None:
    client = _lock(client_id)
    if client.is_active != is_active:
        client.is_active = is_active
        _record("client.enabled" if is_active else "client.disabled", client_id, by)


def _lock(client_id: str) -> Client:
    # Whoever changes the same client waits, and then sees what this one made of it.
    statement = select(Client).where(Client.client_id == client_id).with_for_update()
    client = db.session.scalar(statement, execution_options={"populate_existing": True})
    if client is None:
        raise ClientUnknown(client_id=client_id)
    return client


def _record(event: str, client_id: str, by: Actor, data: Mapping[str, Any] | None = None) -> None:
    db.session.flush()
    audit.record(db.session, event, by=by, client_id=client_id, data=data)
