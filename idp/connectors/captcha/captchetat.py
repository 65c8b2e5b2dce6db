"""CaptchEtat, the State's captcha (AIFE, on PISTE), version 2 of its interface.

Source: its Swagger description, and its implementation guide.
"""

import json
import re
import time
from base64 import b64decode
from typing import Any, Literal

from idp.connectors.captcha.interface import Picture
from idp.connectors.captcha.piste import PisteToken
from idp.connectors.circuit import BUSY, Circuit
from idp.connectors.http import send
from idp.ground import http
from idp.ground.errors import Unavailable
from idp.settings import CaptchEtat as Settings

STYLE = "captchaFR"
ELEMENTS = "/simple-captcha-endpoint"
VERDICT = "/valider-captcha"
LARGEST_PICTURE_BYTES = 256 * 1024
LARGEST_SOUND_BYTES = 2 * 1024 * 1024
#: What it says of a code that it does not know any more: a refusal, not a breakdown.
REFUSALS = frozenset({400, 404, 405})
TOO_MANY = 429
RETRY_SECONDS = 5

_UUID = re.compile(r"[0-9A-Za-z][0-9A-Za-z-]{7,35}")
#: Nothing else is ever sent, so nobody can make the service stumble over a strange answer.
_PLAUSIBLE = re.compile(r"[0-9A-Za-z]{1,12}")
_IMAGES = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"GIF8")


class CaptchEtat:
    """The State's service, through one client's token. It alone knows the answers."""

    sound_bytes = None

    def __init__(self, told: Settings) -> None:
        self._url = told.url
        self._token = PisteToken(told)
        self._circuit = Circuit()

    def draw(self) -> Picture:
        """A new code. Raises Unavailable unless a whole one came."""
        with self._circuit.protect():
            asked = {"get": "image", "c": STYLE}
            answer = self._call("GET", ELEMENTS, params=asked, largest_bytes=LARGEST_PICTURE_BYTES)
            return _read_picture(answer)

    def speak(self, uuid: str, answer: str | None, seed: str) -> bytes:
        """The code of this name, as WAV. Raises Unavailable unless a whole one came."""
        with self._circuit.protect():
            asked = {"get": "sound", "c": STYLE, "t": uuid}
            sound = self._call("GET", ELEMENTS, params=asked, largest_bytes=LARGEST_SOUND_BYTES)
            if sound.status == 200 and not _is_wav(sound.body):
                raise Unavailable(cause="not a sound")
        if sound.status != 200:
            raise Unavailable(cause="no sound of this code", status=sound.status)
        return sound.body

    def is_right(self, uuid: str, answer: str | None, given: str) -> bool:
        """Whether the service says `true`. Raises Unavailable unless that, or `false`, is all."""
        code = "".join(given.split())
        if not _PLAUSIBLE.fullmatch(code):
            return False
        with self._circuit.protect():
            verdict = self._call("POST", VERDICT, json={"uuid": uuid, "code": code})
            return verdict.status == 200 and _read_verdict(verdict.body)

    def _call(self, method: Literal["GET", "POST"], path: str, **content: Any) -> http.Answer:
        """One call, and a second one with a new token when the first token is refused."""
        deadline = time.monotonic() + http.TOTAL_SECONDS
        answer = self._call_once(method, path, deadline, content)
        if answer.status == 401:
            answer = self._call_once(method, path, deadline, content)
        if answer.status == TOO_MANY:
            # Anyone can use our share up by asking for codes: that is no outage.
            raise Unavailable(cause=BUSY, retry_after=RETRY_SECONDS)
        if answer.status != 200 and answer.status not in REFUSALS:
            raise Unavailable(cause="unexpected status", status=answer.status)
        return answer

    def _call_once(
        self, method: Literal["GET", "POST"], path: str, deadline: float, content: dict[str, Any]
    ) -> http.Answer:
        token = self._token.get(deadline)
        headers = {"Authorization": f"Bearer {token}"}
        left = deadline - time.monotonic()
        answer = send(method, self._url + path, seconds=left, headers=headers, **content)
        if answer.status == 401:
            self._token.forget(token)
        return answer


def _read_picture(answer: http.Answer) -> Picture:
    try:
        given: Any = json.loads(answer.body)
        uuid, drawn = given["uuid"], given["imageb64"]
        # Its description shows bare base64, its front end a data URI: either may come.
        image = b64decode(drawn.rpartition("base64,")[2], validate=True)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise Unavailable(cause="not a picture", status=answer.status) from error
    if not isinstance(uuid, str) or not _UUID.fullmatch(uuid) or not image.startswith(_IMAGES):
        raise Unavailable(cause="not a picture", status=answer.status)
    return Picture(uuid, image)


def _is_wav(body: bytes) -> bool:
    return body[:4] == b"RIFF" and body[8:12] == b"WAVE"


def _read_verdict(body: bytes) -> bool:
    # The JSON literals only (RFC 8259): a string, an object or a page says nothing.
    verdict = {b"true": True, b"false": False}.get(body.strip())
    if verdict is None:
        raise Unavailable(cause="not a verdict")
    return verdict
