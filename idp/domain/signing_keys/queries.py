"""Reads of the signing keys."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, select

from idp.domain.encryption import decrypt
from idp.domain.signing_keys.models import Algorithm, SigningKey


@dataclass(frozen=True, slots=True)
class StoredKey:
    """A key as it is kept, its private half decrypted (PEM); its state follows from its instants.

    next → `active_from` → current → `retired_from` → retired → `withdrawn_from` → hints only
    """

    kid: str
    algorithm: Algorithm
    public_jwk: dict[str, Any]
    private_pem: str | None = field(repr=False)
    active_from: datetime | None
    retired_from: datetime | None
    withdrawn_from: datetime | None

    def is_current(self, at: datetime) -> bool:
        """Whether it signs at this instant."""
        return (
            self.active_from is not None
            and self.active_from <= at
            and (self.retired_from is None or at < self.retired_from)
        )

    def is_published(self, at: datetime) -> bool:
        """Whether the JWKS shows it at this instant: also before its use and for a while after."""
        return self.withdrawn_from is None or at < self.withdrawn_from


def list_keys(connection: Connection, at: datetime) -> Sequence[StoredKey]:
    """Every key, in the order of their publication; retired ones without their private half."""

    def is_spent(row: Row[Any]) -> bool:
        return row.retired_from is not None and row.retired_from <= at

    rows = connection.execute(
        select(
            SigningKey.kid,
            SigningKey.algorithm,
            SigningKey.public_jwk,
            SigningKey.private_pem_encrypted,
            SigningKey.active_from,
            SigningKey.retired_from,
            SigningKey.withdrawn_from,
        ).order_by(SigningKey.published_at, SigningKey.kid)
    )
    return [
        StoredKey(
            row.kid,
            row.algorithm,
            row.public_jwk,
            None if is_spent(row) else decrypt(row.private_pem_encrypted),
            row.active_from,
            row.retired_from,
            row.withdrawn_from,
        )
        for row in rows
    ]
