"""How many codes, and plays of them, one network may have at a time.

It bounds what a flood costs. Codes that were answered do not count: many people behind one
address all sign in.
"""

from math import ceil
from typing import Any

from sqlalchemy import bindparam, case, func, select

from idp import settings
from idp.domain import clock, db
from idp.domain.captcha.errors import CaptchaThrottled
from idp.domain.captcha.models import CaptchaChallenge
from idp.domain.throttling.limits import address_limit

_columns: Any = CaptchaChallenge.__table__.c
_HELD = select(
    func.coalesce(func.sum(case((_columns.used_at.is_(None), 1), else_=0)), 0).label("codes"),
    func.coalesce(func.sum(_columns.plays), 0).label("plays"),
    func.min(_columns.expires_at).label("first_ends_at"),
).where(
    _columns.address_hash == bindparam("its_address"),
    _columns.expires_at > bindparam("now"),
)


def address_hash(address: str | None) -> str:
    """What the database keeps of a network address."""
    return address_limit(address).key


def check_codes(address: str | None) -> None:
    """Raise CaptchaThrottled when this network holds as many unanswered codes as it may."""
    held = _held(address)
    if held.codes >= settings.current().throttling.captcha_codes:
        raise _throttled(held)


def check_plays(address: str | None) -> None:
    """Raise CaptchaThrottled when this network played its codes as often as it may."""
    held = _held(address)
    if held.plays >= settings.current().throttling.captcha_plays:
        raise _throttled(held)


def _held(address: str | None) -> Any:
    asked = {"its_address": address_hash(address), "now": clock.now()}
    with db.auto_engine().connect() as connection:
        return connection.execute(_HELD, asked).one()


def _throttled(held: Any) -> CaptchaThrottled:
    wait = ceil((held.first_ends_at - clock.now()).total_seconds())
    return CaptchaThrottled(retry_after=max(1, wait), scope="captcha")
