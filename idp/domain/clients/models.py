"""The table of clients."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import JSON, Dialect, ForeignKey, String, TypeDecorator
from sqlalchemy.orm import Mapped, mapped_column

from idp.domain.catalogue.models import ManagedBy
from idp.domain.clients.registration import Registration, SubjectType
from idp.domain.db import Base


class Document(TypeDecorator[Registration]):
    """A registration, in a column of JSON."""

    impl = JSON
    cache_ok = True

    def process_bind_param(self, value: Registration | None, dialect: Dialect) -> Any:
        """What the database is given."""
        return None if value is None else value.model_dump(mode="json")

    def process_result_value(self, value: Any | None, dialect: Dialect) -> Registration | None:
        """What the database gives."""
        return None if value is None else Registration.kept(value)


class Client(Base):
    """An OIDC client (relying party). A service may have several; EFP Admin's has none.

    What it registered is one document. Columns repeat of it what statements join or search; they
    are written with it, by `columns_of`.
    """

    __tablename__ = "clients"

    client_id: Mapped[str] = mapped_column(String(64), primary_key=True)
    registration: Mapped[Registration] = mapped_column(Document)
    service_id: Mapped[int | None] = mapped_column(ForeignKey("digital_services.id"), index=True)
    subject_type: Mapped[SubjectType] = mapped_column(String(16))
    sector: Mapped[str] = mapped_column(String(255))
    has_backchannel_logout: Mapped[bool]
    secret_hash: Mapped[str] = mapped_column(String(64))
    former_secret_hash: Mapped[str | None] = mapped_column(String(64))
    former_secret_until: Mapped[datetime | None]
    is_active: Mapped[bool]
    managed_by: Mapped[ManagedBy] = mapped_column(String(16))
    created_at: Mapped[datetime]

    def __repr__(self) -> str:
        return f"<Client {self.client_id}>"


def columns_of(registration: Registration, service_ids: Mapping[str, int]) -> dict[str, Any]:
    """The document, and the columns that repeat of it; `service_ids` are by the services' keys."""
    return {
        "registration": registration,
        "service_id": service_ids[registration.service] if registration.service else None,
        "subject_type": registration.subject_type,
        "sector": registration.sector,
        "has_backchannel_logout": registration.backchannel_logout_uri is not None,
    }
