"""Reads of the counters."""

from typing import Any

from sqlalchemy import bindparam, select

from idp.domain import clock, db
from idp.domain.throttling.limits import Limit
from idp.domain.throttling.models import ThrottleCounter

_columns: Any = ThrottleCounter.__table__.c
_IS_FULL = select(_columns.key).where(
    _columns.scope == bindparam("its_scope"),
    _columns.key == bindparam("its_key"),
    _columns.failures >= bindparam("most"),
    _columns.window_ends_at > bindparam("now"),
)


def is_full(executor: db.Executor, limit: Limit) -> bool:
    """Tell whether failures alone fill a limit, of those that the database counts."""
    values = {
        "its_scope": limit.scope,
        "its_key": limit.key,
        "most": limit.failures,
        "now": clock.now(),
    }
    return executor.execute(_IS_FULL, values).first() is not None
