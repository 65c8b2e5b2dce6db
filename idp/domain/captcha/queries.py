"""Reads of the challenges given out."""

from datetime import timedelta
from typing import Any

from sqlalchemy import bindparam, select

from idp.connectors import captcha
from idp.domain import clock, db
from idp.domain.captcha.models import CaptchaChallenge
from idp.domain.encryption import decrypt
from idp.domain.tokens import token_hash

#: Two sendings of one form are no farther apart than this.
A_MOMENT = timedelta(seconds=30)

_columns: Any = CaptchaChallenge.__table__.c
_JUST_BURNT: Any = select(_columns.uuid).where(
    _columns.uuid == bindparam("uuid"),
    _columns.browser_hash == bindparam("browser"),
    _columns.used_at > bindparam("since"),
)
_CODE: Any = select(_columns.answer_encrypted).where(
    _columns.uuid == bindparam("uuid"),
    _columns.used_at.is_(None),
    _columns.expires_at > bindparam("now"),
)


def find_code(challenge: str) -> str | None:
    """The code of a challenge that may still be answered, whoever was asked it, if we know it.

    For the demonstration only.
    """
    with db.auto_engine().connect() as connection:
        encrypted = connection.execute(_CODE, {"uuid": challenge, "now": clock.now()}).scalar()
    return None if encrypted is None else decrypt(encrypted)


def find_sound_bytes() -> int | None:
    """The length of every sound, when it is known before the code is spoken."""
    return captcha.current().sound_bytes


def was_just_burnt(challenge: str, browser_id: str) -> bool:
    """Tell whether this browser has answered this challenge a moment ago."""
    values = {
        "uuid": challenge,
        "browser": token_hash(browser_id),
        "since": clock.now() - A_MOMENT,
    }
    with db.auto_engine().connect() as connection:
        return connection.execute(_JUST_BURNT, values).first() is not None
