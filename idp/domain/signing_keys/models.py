"""The provider's own keys."""

from datetime import datetime
from typing import Any, Literal

from sqlalchemy import JSON, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from idp.domain.db import Base

Algorithm = Literal["RS256", "ES256"]
ALGORITHMS: tuple[Algorithm, ...] = ("RS256", "ES256")


class SigningKey(Base):
    """A key pair; its private half is encrypted under `encryption_key`.

    Its state follows from its instants: next until `active_from`, then current until
    `retired_from`, then retired; out of the JWKS from `withdrawn_from`. A withdrawn key still
    verifies old ID tokens given as hints.
    """

    __tablename__ = "signing_keys"

    kid: Mapped[str] = mapped_column(String(43), primary_key=True)
    algorithm: Mapped[Algorithm] = mapped_column(String(8))
    public_jwk: Mapped[dict[str, Any]] = mapped_column(JSON)
    private_pem_encrypted: Mapped[str] = mapped_column(Text)
    published_at: Mapped[datetime]
    active_from: Mapped[datetime | None]
    retired_from: Mapped[datetime | None]
    withdrawn_from: Mapped[datetime | None]
