"""The periodic jobs, and who has them in hand."""

from datetime import datetime
from typing import cast

from sqlalchemy import String, Table
from sqlalchemy.orm import Mapped, mapped_column

from idp.domain.db import Base


class JobLease(Base):
    """A periodic job of the worker; it is in the hands of `holder` until `lease_ends_at`."""

    __tablename__ = "job_leases"

    name: Mapped[str] = mapped_column(String(64), primary_key=True)
    holder: Mapped[str | None] = mapped_column(String(128))
    lease_ends_at: Mapped[datetime | None]
    last_started_at: Mapped[datetime | None]
    last_ended_at: Mapped[datetime | None]


LEASES = cast(Table, JobLease.__table__)
