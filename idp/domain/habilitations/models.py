"""Who may enter which service, with which role, for which establishment, until when."""

from datetime import date, datetime

from sqlalchemy import Date, ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from idp.domain.db import Base, Key


class Habilitation(Base):
    """An account's role in a service for an establishment.

    `until` is its last day, in the calendar of Paris, None when it has no end. A right that is
    removed keeps its row: `ended_at` says when.
    """

    __tablename__ = "habilitations"
    __table_args__ = (
        Index(
            "uq_habilitations_live",
            "account_id",
            "role_id",
            "establishment_id",
            unique=True,
            sqlite_where=text("ended_at IS NULL"),
            postgresql_where=text("ended_at IS NULL"),
        ),
    )

    id: Mapped[Key]
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"), index=True)
    role_id: Mapped[int] = mapped_column(ForeignKey("roles.id"))
    establishment_id: Mapped[int] = mapped_column(ForeignKey("establishments.id"), index=True)
    until: Mapped[date | None] = mapped_column(Date)
    suspended_at: Mapped[datetime | None]
    created_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]


class AccessManager(Base):
    """A person who manages a service's habilitations for one company (responsable des accès)."""

    __tablename__ = "access_managers"
    __table_args__ = (
        Index(
            "uq_access_managers_live",
            "account_id",
            "service_id",
            "company_id",
            unique=True,
            sqlite_where=text("ended_at IS NULL"),
            postgresql_where=text("ended_at IS NULL"),
        ),
        Index("ix_access_managers_service_company", "service_id", "company_id"),
    )

    id: Mapped[Key]
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    service_id: Mapped[int] = mapped_column(ForeignKey("digital_services.id"))
    company_id: Mapped[int] = mapped_column(ForeignKey("companies.id"))
    created_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
