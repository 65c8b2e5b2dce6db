"""Digital services, their roles and access policy, and the OIDC clients that stand for them."""

from datetime import datetime
from typing import Literal, get_args

from sqlalchemy import JSON, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from idp.domain.db import Base, Key
from idp.domain.organisations.models import Establishment

ManagedBy = Literal["file", "admin", "command"]
SubjectType = Literal["public", "pairwise"]
AuthMethod = Literal["client_secret_basic", "client_secret_post"]
SUBJECT_TYPES: tuple[SubjectType, ...] = get_args(SubjectType)
AUTH_METHODS: tuple[AuthMethod, ...] = get_args(AuthMethod)


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


class Client(Base):
    """An OIDC client (relying party). A service may have several; EFP Admin's has none."""

    __tablename__ = "clients"

    client_id: Mapped[str] = mapped_column(String(64), primary_key=True)
    service_id: Mapped[int | None] = mapped_column(ForeignKey("digital_services.id"), index=True)
    name: Mapped[str] = mapped_column(String(120))
    secret_hash: Mapped[str] = mapped_column(String(64))
    auth_method: Mapped[AuthMethod] = mapped_column(String(32))
    redirect_uris: Mapped[list[str]] = mapped_column(JSON)
    post_logout_redirect_uris: Mapped[list[str]] = mapped_column(JSON)
    backchannel_logout_uri: Mapped[str | None] = mapped_column(String(2048))
    grant_types: Mapped[list[str]] = mapped_column(JSON)
    scopes: Mapped[list[str]] = mapped_column(JSON)
    subject_type: Mapped[SubjectType] = mapped_column(String(16))
    sector: Mapped[str] = mapped_column(String(255))
    is_pkce_required: Mapped[bool]
    is_active: Mapped[bool]
    managed_by: Mapped[ManagedBy] = mapped_column(String(16))
    created_at: Mapped[datetime]

    service: Mapped[DigitalService | None] = relationship()

    def __repr__(self) -> str:
        return f"<Client {self.client_id}>"
