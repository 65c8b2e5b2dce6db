"""The counters in the database. Each step is one statement, so no two checks can both be last."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from math import ceil
from typing import Any, Protocol

from sqlalchemy import Connection, Row, and_, bindparam, case, select, update

from idp.domain import clock, db
from idp.domain.throttling.limits import Limit
from idp.domain.throttling.models import COUNTERS
from idp.domain.upsert import Upsert

#: A check that lasts longer was cut short: its place is given back.
IN_FLIGHT_LIFE = timedelta(seconds=30)


@dataclass(frozen=True, slots=True)
class Full:
    """Why nothing could be reserved now. `is_final` unless checks under way take the room."""

    retry_after: int
    is_final: bool


class Counters(Protocol):
    """Where reservations are kept."""

    def try_reserve(self, limit: Limit) -> Full | None:
        """Reserve one check, at once; None when it is reserved."""

    def release(self, executor: db.Executor, limit: Limit, *, failed: bool) -> None:
        """End one check, and count it if it failed."""


_columns: Any = COUNTERS.c
# Typed, because nothing else tells the type of a bound value inside a CASE.
_now: Any = bindparam("now", type_=db.Instant())
_fresh_end: Any = bindparam("fresh_end", type_=db.Instant())
_counted = case((_columns.window_ends_at > _now, _columns.failures), else_=0)
_under_way = case((_columns.in_flight_until > _now, _columns.in_flight), else_=0)
# From the first of those under way: renewed by each, a place that a killed process has left would
# be kept for as long as others come.
_until = case(
    (_under_way > 0, _columns.in_flight_until),
    else_=bindparam("until", type_=db.Instant()),
)
_this = and_(_columns.scope == bindparam("its_scope"), _columns.key == bindparam("its_key"))


def _reserve_with(insert: Any) -> Any:
    return (
        insert(COUNTERS)
        .values(
            scope=bindparam("its_scope"),
            key=bindparam("its_key"),
            failures=0,
            window_ends_at=bindparam("now"),
            in_flight=1,
            in_flight_until=bindparam("until"),
        )
        .on_conflict_do_update(
            index_elements=[_columns.scope, _columns.key],
            set_={"in_flight": _under_way + 1, "in_flight_until": _until},
            where=_counted + _under_way < bindparam("most"),
        )
        .returning(_columns.in_flight)
    )


_RESERVE = Upsert(_reserve_with)
_READ = select(_counted.label("counted"), _columns.window_ends_at, _columns.in_flight_until).where(
    _this
)
_fewer = case((_columns.in_flight > 0, _columns.in_flight - 1), else_=0)
_PASS = update(COUNTERS).where(_this).values(in_flight=_fewer)


def _fail_with(insert: Any) -> Any:
    # The row may be missing: purged meanwhile, or the check was reserved in Redis.
    first = {"failures": 1, "window_ends_at": _fresh_end, "in_flight": 0, "in_flight_until": _now}
    window_goes_on = and_(_columns.window_ends_at > _now, _columns.failures > 0)
    return (
        insert(COUNTERS)
        .values(scope=bindparam("its_scope"), key=bindparam("its_key"), **first)
        .on_conflict_do_update(
            index_elements=[_columns.scope, _columns.key],
            set_={
                "in_flight": _fewer,
                "failures": _counted + 1,
                "window_ends_at": case((window_goes_on, _columns.window_ends_at), else_=_fresh_end),
            },
        )
    )


_FAIL = Upsert(_fail_with)


class DatabaseCounters:
    """Counters shared by every process that uses the database."""

    def try_reserve(self, limit: Limit) -> Full | None:
        now = clock.now()
        values = {
            **_names(limit),
            "now": now,
            "until": now + IN_FLIGHT_LIFE,
            "most": limit.failures,
        }
        with db.auto_engine().connect() as connection:
            if _RESERVE.execute(connection, values).first() is not None:
                return None
            return _why_full(connection, limit, now)

    def release(self, executor: db.Executor, limit: Limit, *, failed: bool) -> None:
        now = clock.now()
        if failed:
            fresh = {"now": now, "fresh_end": now + limit.window}
            _FAIL.execute(executor, {**_names(limit), **fresh})
        else:
            executor.execute(_PASS, _names(limit))


def _names(limit: Limit) -> dict[str, str]:
    return {"its_scope": limit.scope, "its_key": limit.key}


def _why_full(connection: Connection, limit: Limit, now: datetime) -> Full:
    row = connection.execute(_READ, {**_names(limit), "now": now}).first()
    if row is None:
        return Full(retry_after=1, is_final=False)
    return _judge(row, limit, now)


def _judge(row: Row[Any], limit: Limit, now: datetime) -> Full:
    is_final = row.counted >= limit.failures
    ends_at = row.window_ends_at if is_final else row.in_flight_until
    return Full(max(1, ceil((ends_at - now).total_seconds())), is_final)
