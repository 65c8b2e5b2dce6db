"""The counters. Each step is one statement, so no two checks can both be the last one."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from math import ceil
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Integer,
    TextClause,
    Update,
    and_,
    bindparam,
    case,
    or_,
    select,
    text,
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
_fewer = case((ThrottleCounter.in_flight > 0, ThrottleCounter.in_flight - 1), else_=0)
_KEY = (ThrottleCounter.scope, ThrottleCounter.key)


def try_reserve(limits: Sequence[Limit]) -> list[Limit]:
    """Reserve one check under each limit that has room, at once; returns these, in order."""
    now = clock.now()
    values = {**_values(limits), "now": now, "until": now + IN_FLIGHT_LIFE}
    with db.auto_engine().connect() as connection:
        rows = connection.execute(_reserve(len(limits)), values)
        reserved = {row.key for row in rows}
    return [each for each in limits if each.key in reserved]


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


def is_full(executor: db.Executor, limit: Limit) -> bool:
    """Tell whether failures alone fill a limit."""
    values = {**_values([limit], most=False), "now": clock.now()}
    row = executor.execute(_READ, values).first()
    return row is not None and row.counted >= limit.failures


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
def _reserve(count: int) -> TextClause:
    # As text: SQLAlchemy compiles an INSERT of several rows anew each time, for milliseconds.
    rows = ", ".join(f"(:scope_{n}, :key_{n}, 0, :now, 1, :until)" for n in range(count))
    most = " ".join(f"WHEN :key_{n} THEN :most_{n}" for n in range(count))
    statement = f"""
        INSERT INTO throttle_counters AS kept
            (scope, key, failures, window_ends_at, in_flight, in_flight_until)
        VALUES {rows}
        ON CONFLICT (scope, key) DO UPDATE SET
            in_flight = CASE WHEN kept.in_flight_until > :now THEN kept.in_flight ELSE 0 END + 1,
            -- From the first of those under way: renewed by each, a place that a killed process
            -- has left would be kept for as long as others come.
            in_flight_until = CASE WHEN kept.in_flight_until > :now AND kept.in_flight > 0
                THEN kept.in_flight_until ELSE :until END
        WHERE CASE WHEN kept.window_ends_at > :now THEN kept.failures ELSE 0 END
            + CASE WHEN kept.in_flight_until > :now THEN kept.in_flight ELSE 0 END
            < CASE kept.key {most} ELSE 0 END
        RETURNING key
    """  # noqa: S608 (numbers and names of parameters)
    instants = (bindparam(name, type_=storage.Instant()) for name in ("now", "until"))
    numbers = (bindparam(f"most_{n}", type_=Integer()) for n in range(count))
    return text(statement).bindparams(*instants, *numbers)


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
