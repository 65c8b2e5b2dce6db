"""The counters of failures."""

from datetime import datetime
from typing import cast

from sqlalchemy import String, Table
from sqlalchemy.orm import Mapped, mapped_column

from idp.domain.db import Base


class ThrottleCounter(Base):
    """Failures and checks under way for one account, address or client.

    `failures` count until `window_ends_at`; `in_flight` until `in_flight_until`, so that a
    process killed during a check keeps nobody out for longer than that.
    """

    __tablename__ = "throttle_counters"

    scope: Mapped[str] = mapped_column(String(16), primary_key=True)
    key: Mapped[str] = mapped_column(String(64), primary_key=True)
    failures: Mapped[int]
    window_ends_at: Mapped[datetime] = mapped_column(index=True)
    in_flight: Mapped[int]
    in_flight_until: Mapped[datetime]


#: For hot statements, which need no entity.
COUNTERS = cast(Table, ThrottleCounter.__table__)
