"""The counters. Each step is one statement, so no two checks can both be the last one."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from math import ceil
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Update,
    and_,
    bindparam,
    case,
    or_,
    select,
    tuple_,
    update,
)

from idp.domain import db
from idp.domain.throttling.limits import Limit
from idp.domain.throttling.models import COUNTERS, ThrottleCounter
from idp.domain.upsert import Upsert
from idp.ground import clock, storage

#: A check that lasts longer was cut short: its place is given back.
IN_FLIGHT_LIFE = timedelta(seconds=30)


@dataclass(frozen=True, slots=True)
class Full:
    """Why nothing could be reserved now. `is_final` unless checks under way take the room."""

    retry_after: int
    is_final: bool


# Typed, because nothing else tells the type of a bound value inside a CASE.
_now = bindparam("now", type_=storage.Instant())
_fresh_end = bindparam("fresh_end", type_=storage.Instant())
_counted = case((ThrottleCounter.window_ends_at > _now, ThrottleCounter.failures), else_=0)
_under_way = case((ThrottleCounter.in_flight_until > _now, ThrottleCounter.in_flight), else_=0)
# From the first of those under way: renewed by each, a place that a killed process has left would
# be kept for as long as others come.
_until = case(
    (_under_way > 0, ThrottleCounter.in_flight_until),
    else_=bindparam("until", type_=storage.Instant()),
)
_fewer = case((ThrottleCounter.in_flight > 0, ThrottleCounter.in_flight - 1), else_=0)
_KEY = (ThrottleCounter.scope, ThrottleCounter.key)


def try_reserve(limits: Sequence[Limit]) -> list[Limit]:
    """Reserve one check under each limit, at once; returns those held, up to the first full one."""
    now = clock.now()
    values = {**_values(limits), "now": now, "until": now + IN_FLIGHT_LIFE}
    with db.auto_engine().connect() as connection:
        rows = _reserve(len(limits)).execute(connection, values)
        reserved = {row.key for row in rows}
    first_full = next((n for n, each in enumerate(limits) if each.key not in reserved), len(limits))
    # What stands behind a full one is not held while others may need it.
    give_back([each for each in limits[first_full:] if each.key in reserved])
    return list(limits[:first_full])


def give_back(limits: Sequence[Limit]) -> None:
    """End one check under each limit; it is not counted."""
    if limits:
        with db.auto_engine().connect() as connection:
            connection.execute(_pass(len(limits)), _values(limits, most=False))


def count_failure(executor: db.Executor, limit: Limit) -> None:
    """End one check that failed, and count it."""
    now = clock.now()
    values = _values([limit], most=False)
    _FAIL.execute(executor, {**values, "now": now, "fresh_end": now + limit.window})


def why_full(limit: Limit) -> Full:
    """Why a check could not be reserved under a limit a moment ago."""
    now = clock.now()
    with db.auto_engine().connect() as connection:
        row = connection.execute(_READ, {**_values([limit], most=False), "now": now}).first()
    if row is None:
        return Full(retry_after=1, is_final=False)
    is_final = row.counted >= limit.failures
    ends_at = row.window_ends_at if is_final else row.in_flight_until
    return Full(max(1, ceil((ends_at - now).total_seconds())), is_final)


def _values(limits: Sequence[Limit], *, most: bool = True) -> dict[str, Any]:
    values: dict[str, Any] = {}
    for number, limit in enumerate(limits):
        values |= {f"scope_{number}": limit.scope, f"key_{number}": limit.key}
        if most:
            values[f"most_{number}"] = limit.failures
    return values


def _names(number: int) -> Mapping[str, Any]:
    return {"scope": bindparam(f"scope_{number}"), "key": bindparam(f"key_{number}")}


def _these(count: int) -> ColumnElement[bool]:
    return or_(
        *(
            and_(*(column == _names(number)[column.key] for column in _KEY))
            for number in range(count)
        )
    )


@cache
def _reserve(count: int) -> Upsert:
    def build(insert: Any) -> Any:
        fresh = {"failures": 0, "window_ends_at": _now, "in_flight": 1}
        rows = [
            {
                **_names(number),
                **fresh,
                "in_flight_until": bindparam("until", type_=storage.Instant()),
            }
            for number in range(count)
        ]
        most = case(
            *((ThrottleCounter.key == bindparam(f"key_{n}"), bindparam(f"most_{n}"))
              for n in range(count)),
            else_=0,
        )  # fmt: skip
        return (
            insert(COUNTERS)
            .values(rows)
            .on_conflict_do_update(
                index_elements=_KEY,
                set_={"in_flight": _under_way + 1, "in_flight_until": _until},
                where=_counted + _under_way < most,
            )
            .returning(ThrottleCounter.key)
        )

    return Upsert(build)


@cache
def _pass(count: int) -> Update:
    # Locked in the order in which they are reserved: two checks never wait for each other.
    held = select(*_KEY).where(_these(count)).order_by(*_KEY).with_for_update()
    return update(COUNTERS).where(tuple_(*_KEY).in_(held)).values(in_flight=_fewer)


def _fail_with(insert: Any) -> Any:
    # The row may be missing: purged meanwhile.
    first = {"failures": 1, "window_ends_at": _fresh_end, "in_flight": 0, "in_flight_until": _now}
    window_goes_on = and_(ThrottleCounter.window_ends_at > _now, ThrottleCounter.failures > 0)
    ends_at = case((window_goes_on, ThrottleCounter.window_ends_at), else_=_fresh_end)
    return (
        insert(COUNTERS)
        .values(**_names(0), **first)
        .on_conflict_do_update(
            index_elements=_KEY,
            set_={"in_flight": _fewer, "failures": _counted + 1, "window_ends_at": ends_at},
        )
    )


_FAIL = Upsert(_fail_with)
_READ = select(
    _counted.label("counted"), ThrottleCounter.window_ends_at, ThrottleCounter.in_flight_until
).where(_these(1))
