"""Roles in EFP Admin."""

from datetime import datetime
from typing import Literal

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from idp.domain.db import Base, Key

Rank = Literal["administrator", "application_administrator", "support_assistant"]
RANKS: tuple[Rank, ...] = ("administrator", "application_administrator", "support_assistant")


class StaffMember(Base):
    """A person's rank in EFP Admin: over everything, or for one digital service."""

    __tablename__ = "staff_members"
    __table_args__ = (
        UniqueConstraint("account_id", "service_id"),
        # NULLs differ from each other in a unique constraint: one row over everything needs this.
        Index(
            "uq_staff_members_over_everything",
            "account_id",
            unique=True,
            sqlite_where=text("service_id IS NULL"),
            postgresql_where=text("service_id IS NULL"),
        ),
        CheckConstraint("(rank = 'administrator') = (service_id IS NULL)", name="scope"),
    )

    id: Mapped[Key]
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    rank: Mapped[Rank] = mapped_column(String(32))
    service_id: Mapped[int | None] = mapped_column(ForeignKey("digital_services.id"))
    created_at: Mapped[datetime]
