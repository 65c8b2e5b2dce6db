"""The counters in Redis, for several machines with heavy traffic from many addresses."""

from dataclasses import dataclass
from datetime import timedelta
from math import ceil

from idp.connectors import rates
from idp.domain import clock, db
from idp.domain.throttling.counters import IN_FLIGHT_LIFE, Full
from idp.domain.throttling.limits import Limit


@dataclass(frozen=True, slots=True)
class SharedCounters:
    """Counters shared by every process that uses one Redis; they raise Unavailable."""

    redis_url: str

    def try_reserve(self, limit: Limit) -> Full | None:
        answer = rates.reserve(
            self.redis_url,
            _name(limit),
            now=_now(),
            most=limit.failures,
            life=_milliseconds(IN_FLIGHT_LIFE),
        )
        if answer[0] == 1:
            return None
        _, wait, is_final = answer
        return Full(max(1, ceil(wait / 1000)), bool(is_final))

    def release(self, executor: db.Executor, limit: Limit, *, failed: bool) -> None:
        rates.release(
            self.redis_url,
            _name(limit),
            now=_now(),
            failed=failed,
            window=_milliseconds(limit.window),
        )


def _name(limit: Limit) -> str:
    return f"{limit.scope}:{limit.key}"


def _now() -> int:
    return int(clock.now().timestamp() * 1000)


def _milliseconds(duration: timedelta) -> int:
    return duration // timedelta(milliseconds=1)
