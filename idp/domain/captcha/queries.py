"""Reads of the challenges given out."""

from sqlalchemy import bindparam, select

from idp.connectors import captcha
from idp.domain import db
from idp.domain.captcha.models import CaptchaChallenge
from idp.domain.encryption import decrypt
from idp.ground import clock

_CODE = select(CaptchaChallenge.answer_encrypted).where(
    CaptchaChallenge.uuid == bindparam("uuid"),
    CaptchaChallenge.used_at.is_(None),
    CaptchaChallenge.expires_at > bindparam("now"),
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
