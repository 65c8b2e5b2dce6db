"""Reads of the counters."""

from sqlalchemy import bindparam, select

from idp.domain import db
from idp.domain.throttling.limits import Limit
from idp.domain.throttling.models import ThrottleCounter
from idp.ground import clock

_IS_FULL = select(ThrottleCounter.key).where(
    ThrottleCounter.scope == bindparam("its_scope"),
    ThrottleCounter.key == bindparam("its_key"),
    ThrottleCounter.failures >= bindparam("most"),
    ThrottleCounter.window_ends_at > bindparam("now"),
)


def is_full(executor: db.Executor, limit: Limit) -> bool:
    """Tell whether failures alone fill a limit."""
    values = {
        "its_scope": limit.scope,
        "its_key": limit.key,
        "most": limit.failures,
        "now": clock.now(),
    }
    return executor.execute(_IS_FULL, values).first() is not None
