"""Asking for a code, speaking it, and burning it with the answer."""

from base64 import b64encode
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Executable, Row, bindparam, insert, select, update
from sqlalchemy.exc import IntegrityError

from idp.connectors import captcha
from idp.domain import audit, db
from idp.domain.actor import Actor
from idp.domain.captcha.allowance import address_hash, check_codes, check_plays
from idp.domain.captcha.errors import CaptchaRefused, CaptchaUnavailable, SentTwice
from idp.domain.captcha.models import CHALLENGES, CaptchaChallenge
from idp.domain.encryption import decrypt, encrypt
from idp.domain.purging import delete_in_batches
from idp.domain.tokens import keyed_hash, token_hash
from idp.ground import clock
from idp.ground.errors import Unavailable

LIFE = timedelta(minutes=5)
#: A player may ask several times for the parts of one play.
MOST_PLAYS = 20

#: Two sendings of one form are no farther apart than this.
A_MOMENT = timedelta(seconds=30)

_ISSUE = insert(CHALLENGES).inline()
_IS_ITS_OWN = (
    CaptchaChallenge.uuid == bindparam("its_uuid"),
    CaptchaChallenge.browser_hash == bindparam("its_browser"),
)
_IS_LIVE = (
    *_IS_ITS_OWN,
    CaptchaChallenge.used_at.is_(None),
    CaptchaChallenge.expires_at > bindparam("now"),
)
_PLAY = (
    update(CHALLENGES)
    .where(*_IS_LIVE, CaptchaChallenge.plays < MOST_PLAYS)
    .values(plays=CaptchaChallenge.plays + 1)
    .returning(CaptchaChallenge.answer_encrypted, CaptchaChallenge.plays)
)
_GO_ON = select(CaptchaChallenge.answer_encrypted, CaptchaChallenge.plays).where(
    *_IS_LIVE, CaptchaChallenge.plays > 0
)
_BURN = (
    update(CHALLENGES)
    .where(*_IS_LIVE, CaptchaChallenge.form == bindparam("its_form"))
    .values(used_at=bindparam("now"))
    .returning(CaptchaChallenge.answer_encrypted)
)
_JUST_BURNT = select(CaptchaChallenge.uuid).where(
    *_IS_ITS_OWN, CaptchaChallenge.used_at > bindparam("now")
)


@dataclass(frozen=True, slots=True)
class Challenge:
    """What a page shows of a challenge: its name, its form, and the picture (PNG, JPEG or GIF)."""

    uuid: str
    form: str
    image: bytes

    @property
    def image_data_uri(self) -> str:
        """The picture as an address that needs no other request (RFC 2397)."""
        kind = {b"\xff": "jpeg", b"G": "gif"}.get(self.image[:1], "png")
        return f"data:image/{kind};base64," + b64encode(self.image).decode("ascii")


def issue(form: str, browser_id: str, *, by: Actor) -> Challenge:
    """Ask the browser `browser_id` for a code in the form `form`, within five minutes.

    Raises CaptchaThrottled when its network holds too many, CaptchaUnavailable when there is
    none to be had.
    """
    check_codes(by.address)
    try:
        picture = captcha.current().draw()
    except Unavailable as error:
        raise CaptchaUnavailable(**error.data) from error
    row = {
        "uuid": picture.uuid,
        "form": form,
        "browser_hash": token_hash(browser_id),
        "address_hash": address_hash(by.address),
        "answer_encrypted": None if picture.answer is None else encrypt(picture.answer),
        "expires_at": clock.now() + LIFE,
    }
    try:
        with db.auto_engine().connect() as connection:
            connection.execute(_ISSUE, row)
    except IntegrityError as error:
        raise CaptchaUnavailable(cause="the code was given out before") from error
    return Challenge(picture.uuid, form, picture.image)


def speak(challenge: str, *, browser_id: str, by: Actor, goes_on: bool = False) -> bytes:
    """The code of this name, as a WAV file. It stays good, and may be heard again.

    Each play is another sound; one that `goes_on`, fetched in parts, is the last one again.

    Raises CaptchaRefused unless this browser may still answer it, CaptchaThrottled after too
    many plays in its network, CaptchaUnavailable when nobody can speak it now.
    """
    if not goes_on:
        check_plays(by.address)
    row = _execute(_GO_ON if goes_on else _PLAY, challenge, browser_id, clock.now())
    if row is None:
        raise CaptchaRefused
    try:
        seed = keyed_hash("captcha sound", f"{challenge} {row.plays}")
        return captcha.current().speak(challenge, _answer_of(row), seed)
    except Unavailable as error:
        raise CaptchaUnavailable(**error.data) from error


def burn(challenge: str, answer: str, *, form: str, browser_id: str, by: Actor) -> None:
    """Use up the challenge of this name, whatever the answer is worth, then judge the answer.

    Raises CaptchaRefused unless it is the right answer, from the browser and the form that were
    asked, in time and for the first time: SentTwice when the first time was a moment ago.
    CaptchaUnavailable when nobody can judge it now. Commits by itself: none undoes anything.
    """
    now = clock.now()
    row = _execute(_BURN, challenge, browser_id, now, its_form=form)
    if row is None:
        if _execute(_JUST_BURNT, challenge, browser_id, now - A_MOMENT) is not None:
            raise SentTwice
        raise _refusal("not_live", form, by)
    try:
        is_right = captcha.current().is_right(challenge, _answer_of(row), answer)
    except Unavailable as error:
        raise CaptchaUnavailable(**error.data) from error
    if not is_right:
        raise _refusal("wrong_answer", form, by)


def purge_expired() -> int:
    """Delete the challenges whose time is over; returns how many."""
    return delete_in_batches(CHALLENGES, CaptchaChallenge.expires_at <= clock.now())


def _execute(
    statement: Executable, challenge: str, browser_id: str, now: datetime, **more: str
) -> Row[Any] | None:
    values = {"its_uuid": challenge, "its_browser": token_hash(browser_id), "now": now}
    with db.auto_engine().connect() as connection:
        return connection.execute(statement, {**values, **more}).first()


def _answer_of(row: Row[Any]) -> str | None:
    encrypted: str | None = row.answer_encrypted
    return None if encrypted is None else decrypt(encrypted)


def _refusal(reason: str, form: str, by: Actor) -> CaptchaRefused:
    with db.transaction() as connection:
        audit.record(
            connection,
            "captcha.refused",
            by=by,
            result="refused",
            reason=reason,
            data={"form": form},
        )
    return CaptchaRefused(reason=reason)
