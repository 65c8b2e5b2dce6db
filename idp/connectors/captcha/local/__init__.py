"""The captcha that is drawn and spoken here, without any outside service."""

import hmac
import uuid

from idp.connectors.captcha.interface import Picture
from idp.connectors.captcha.local import alphabet, pictures, speech


class LocalCaptcha:
    """Codes of our own: whoever keeps the answer brings it along."""

    sound_bytes = speech.FILE_BYTES

    def draw(self) -> Picture:
        """A new code, with its answer."""
        code = alphabet.choose()
        return Picture(str(uuid.uuid4()), pictures.draw(code), code)

    def speak(self, uuid: str, answer: str | None, seed: str) -> bytes:
        """The answer, spoken as a WAV file. Raises ValueError for a code drawn elsewhere."""
        return speech.speak(_known(answer), seed)

    def is_right(self, uuid: str, answer: str | None, given: str) -> bool:
        """Whether `given` is the answer, but for spaces and case: people copy what they see."""
        return hmac.compare_digest(_plain(given), _plain(_known(answer)))


def _known(answer: str | None) -> str:
    if answer is None:
        raise ValueError("the answer of a code drawn elsewhere is not known here")
    return answer


def _plain(text: str) -> bytes:
    return "".join(text.split()).casefold().encode("utf-8", "surrogatepass")
