"""Asking for a code, and burning it with the answer."""

import hmac
import uuid
from base64 import b64encode
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from sqlalchemy import bindparam, delete, insert, update

from idp.connectors import captcha as pictures
from idp.domain import audit, clock, db
from idp.domain.actor import Actor
from idp.domain.captcha.errors import CaptchaRefused
from idp.domain.captcha.models import CaptchaChallenge
from idp.domain.encryption import decrypt, encrypt
from idp.domain.tokens import token_hash

LIFE = timedelta(minutes=5)

_table: Any = CaptchaChallenge.__table__
_columns = _table.c
_ISSUE = insert(_table)
_BURN = (
    update(_table)
    .where(
        _columns.uuid == bindparam("its_uuid"),
        _columns.form == bindparam("its_form"),
        _columns.browser_hash == bindparam("its_browser"),
        _columns.used_at.is_(None),
        _columns.expires_at > bindparam("now"),
    )
    .values(used_at=bindparam("now"))
    .returning(_columns.answer_encrypted)
)
_PURGE = delete(_table).where(_columns.expires_at <= bindparam("now"))


@dataclass(frozen=True, slots=True)
class Challenge:
    """What a page shows of a challenge: its name, and the picture as PNG bytes."""

    uuid: str
    image: bytes

    @property
    def image_data_uri(self) -> str:
        """The picture as an address that needs no other request (RFC 2397)."""
        return "data:image/png;base64," + b64encode(self.image).decode("ascii")


def issue(form: str, browser_id: str) -> Challenge:
    """Ask the browser `browser_id` for a code in the form `form`, within five minutes."""
    picture = pictures.draw()
    challenge = Challenge(str(uuid.uuid4()), picture.image)
    row = {
        "uuid": challenge.uuid,
        "form": form,
        "browser_hash": token_hash(browser_id),
        "answer_encrypted": encrypt(picture.answer),
        "expires_at": clock.now() + LIFE,
    }
    with db.auto_engine().connect() as connection:
        connection.execute(_ISSUE, row)
    return challenge


def burn(challenge: str, answer: str, *, form: str, browser_id: str, by: Actor) -> None:
    """Use up the challenge of this name, whatever the answer is worth.

    Raises CaptchaRefused unless it is the right answer, from the browser and the form that were
    asked, in time and for the first time. Commits by itself: a refusal undoes nothing.
    """
    with db.transaction() as connection:
        expected = connection.scalar(
            _BURN,
            {
                "its_uuid": challenge,
                "its_form": form,
                "its_browser": token_hash(browser_id),
                "now": clock.now(),
            },
        )
        is_right = expected is not None and _is_same(answer, decrypt(expected))
        if not is_right:
            reason = "not_live" if expected is None else "wrong_answer"
            audit.record(
                connection,
                "captcha.refused",
                by=by,
                result="refused",
                reason=reason,
                data={"form": form},
            )
    if not is_right:
        raise CaptchaRefused


def purge_expired() -> int:
    """Delete the challenges whose time is over; returns how many."""
    with db.auto_engine().connect() as connection:
        return connection.execute(_PURGE, {"now": clock.now()}).rowcount


def _is_same(answer: str, expected: str) -> bool:
    # Spaces and case are no part of the code: people copy it as they see it.
    return hmac.compare_digest(_plain(answer), _plain(expected))


def _plain(text: str) -> bytes:
    return "".join(text.split()).casefold().encode("utf-8", "surrogatepass")
