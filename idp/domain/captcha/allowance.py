"""How many codes, and plays of them, one network may have at a time.

It bounds what a flood costs. Codes that were answered do not count: many people behind one
address all sign in.
"""

from math import ceil
from typing import Any

from sqlalchemy import Select, bindparam, func, select

from idp import settings
from idp.domain import db
from idp.domain.captcha.errors import CaptchaThrottled
from idp.domain.captcha.models import CaptchaChallenge
from idp.domain.throttling.limits import address_limit
from idp.ground import clock

_newest_first = CaptchaChallenge.expires_at.desc()
_HELD = select(CaptchaChallenge.expires_at).where(
    CaptchaChallenge.address_hash == bindparam("its_address"),
    CaptchaChallenge.expires_at > bindparam("now"),
)
# Each gives the instant when a place comes free, nothing while one is. It is the first end among
# the newest that fill the allowance by themselves: whatever is older has ended by then.
_CODES_FREE_AT = (
    _HELD.where(CaptchaChallenge.used_at.is_(None))
    .order_by(_newest_first)
    .offset(bindparam("most") - 1)
    .limit(1)
)
_played = (
    _HELD.where(CaptchaChallenge.plays > 0)
    .add_columns(
        func.sum(CaptchaChallenge.plays)
        .over(order_by=(_newest_first, CaptchaChallenge.uuid))
        .label("so_far")
    )
    .subquery()
)
_PLAYS_FREE_AT = (
    select(_played.c.expires_at)
    .where(_played.c.so_far >= bindparam("most"))
    .order_by(_played.c.so_far)
    .limit(1)
)


def address_hash(address: str | None) -> str:
    """What the database keeps of a network address."""
    return address_limit(address).key


def check_codes(address: str | None) -> None:
    """Raise CaptchaThrottled when this network holds as many unanswered codes as it may."""
    _check(_CODES_FREE_AT, address, settings.current().throttling.captcha_codes)


def check_plays(address: str | None) -> None:
    """Raise CaptchaThrottled when this network played its codes as often as it may."""
    _check(_PLAYS_FREE_AT, address, settings.current().throttling.captcha_plays)


def _check(free_at: Select[Any], address: str | None, most: int) -> None:
    now = clock.now()
    asked = {"its_address": address_hash(address), "now": now, "most": most}
    with db.auto_engine().connect() as connection:
        instant = connection.execute(free_at, asked).scalar()
    if instant is not None:
        wait = ceil((instant - now).total_seconds())
        raise CaptchaThrottled(retry_after=max(1, wait), scope="captcha")
