"""Companies and establishments in use: those of the people and of the rights we keep."""

from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from idp.domain.db import Base, Key


class Company(Base):
    """A legal unit (entreprise), known by its SIREN."""

    __tablename__ = "companies"

    id: Mapped[Key]
    siren: Mapped[str] = mapped_column(String(9), unique=True)
    label: Mapped[str] = mapped_column(String(255))
    created_at: Mapped[datetime]

    establishments: Mapped[list["Establishment"]] = relationship(back_populates="company")


class Establishment(Base):
    """One site of a company (établissement), known by its SIRET."""

    __tablename__ = "establishments"

    id: Mapped[Key]
    company_id: Mapped[int] = mapped_column(ForeignKey("companies.id"), index=True)
    siret: Mapped[str] = mapped_column(String(14), unique=True)
    label: Mapped[str] = mapped_column(String(255))
    is_head_office: Mapped[bool]
    created_at: Mapped[datetime]

    company: Mapped[Company] = relationship(back_populates="establishments")
