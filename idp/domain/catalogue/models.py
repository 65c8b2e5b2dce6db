"""Digital services, their roles and access policy, and the establishments enlisted in them."""

from datetime import datetime
from typing import Literal

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from idp.domain.db import Base, Key
from idp.domain.organisations.models import Establishment

ManagedBy = Literal["file", "admin", "command"]


class DigitalService(Base):
    """SOFFi, EDOF …: what people enter. Its access policy is data: no code for one service."""

    __tablename__ = "digital_services"

    id: Mapped[Key]
    key: Mapped[str] = mapped_column(String(32), unique=True)
    label: Mapped[str] = mapped_column(String(120))
    full_label: Mapped[str] = mapped_column(String(255))
    home_url: Mapped[str] = mapped_column(String(2048))
    managed_by: Mapped[ManagedBy] = mapped_column(String(16))
    first_comer_becomes_manager: Mapped[bool]
    manager_code_days: Mapped[int | None]
    requires_enlistment: Mapped[bool]
    agents_may_enter: Mapped[bool]
    created_at: Mapped[datetime]

    roles: Mapped[list["Role"]] = relationship(
        back_populates="service", order_by="Role.position", cascade="all, delete-orphan"
    )


class Role(Base):
    """What one may do in a digital service."""

    __tablename__ = "roles"
    __table_args__ = (UniqueConstraint("service_id", "key"),)

    id: Mapped[Key]
    service_id: Mapped[int] = mapped_column(ForeignKey("digital_services.id"))
    key: Mapped[str] = mapped_column(String(64))
    label: Mapped[str] = mapped_column(String(120))
    position: Mapped[int]

    service: Mapped[DigitalService] = relationship(back_populates="roles")


class Enlistment(Base):
    """An establishment that a service with `requires_enlistment` knows (référencement)."""

    __tablename__ = "enlistments"
    __table_args__ = (UniqueConstraint("service_id", "establishment_id"),)

    id: Mapped[Key]
    service_id: Mapped[int] = mapped_column(ForeignKey("digital_services.id"))
    establishment_id: Mapped[int] = mapped_column(ForeignKey("establishments.id"), index=True)
    created_at: Mapped[datetime]

    establishment: Mapped[Establishment] = relationship()
