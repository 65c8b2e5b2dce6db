"""One person, one account."""

from datetime import datetime
from typing import Literal

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from idp.domain.db import Base, Key
from idp.domain.organisations.models import Company

AccountKind = Literal["professional", "agent"]
Civilite = Literal["madame", "monsieur"]


class Account(Base):
    """A person's account (compte EFP Connect).

    `sub` is opaque and never given again (OpenID Connect Core 2); `pairwise_seed` makes the
    subjects of clients that ask for one of their own. `password_hash` is None for a person who
    must choose a password first: those of the former portal, and agents.
    """

    __tablename__ = "accounts"

    id: Mapped[Key]
    sub: Mapped[str] = mapped_column(String(43), unique=True)
    pairwise_seed: Mapped[str] = mapped_column(String(43))
    kind: Mapped[AccountKind] = mapped_column(String(16))
    email: Mapped[str] = mapped_column(String(254))
    email_canonical: Mapped[str] = mapped_column(String(254), unique=True)
    email_verified: Mapped[bool]
    password_hash: Mapped[str | None] = mapped_column(String(255))
    civilite: Mapped[Civilite] = mapped_column(String(16))
    given_name: Mapped[str] = mapped_column(String(120))
    family_name: Mapped[str] = mapped_column(String(120))
    phone_number: Mapped[str | None] = mapped_column(String(20))
    phone_number_verified: Mapped[bool]
    company_id: Mapped[int | None] = mapped_column(ForeignKey("companies.id"), index=True)
    job_title: Mapped[str | None] = mapped_column(String(120))
    is_active: Mapped[bool]
    created_at: Mapped[datetime]
    updated_at: Mapped[datetime]

    company: Mapped[Company | None] = relationship()

    @property
    def name(self) -> str:
        """The name as it is shown: given name, then family name."""
        return f"{self.given_name} {self.family_name}"
