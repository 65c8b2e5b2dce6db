"""Where the pictures of the captcha come from: drawn here, without any outside service."""

import secrets
from dataclasses import dataclass
from functools import lru_cache

from captcha.image import ImageCaptcha, random_color

#: Those that distortion makes alike are left out: 0 O Q, 1 I L, 2 Z, 5 S, 6 G, 8 B, U V.
LETTERS = "ACDEFHJKMNPRTWXY"
DIGITS = "3479"
LENGTH = 6
WIDTH, HEIGHT = 240, 80
BACKGROUND = (255, 255, 255)
DARKEST, LIGHTEST = 20, 90


@dataclass(frozen=True, slots=True)
class Picture:
    """A code, and its drawing as PNG bytes."""

    answer: str
    image: bytes


def draw() -> Picture:
    """Draw a new code of six characters, letters and digits."""
    answer = _choose()
    ink = random_color(DARKEST, LIGHTEST, 255)
    drawing = _artist().generate(answer, bg_color=BACKGROUND, fg_color=ink)
    return Picture(answer, drawing.getvalue())


def _choose() -> str:
    while True:
        answer = "".join(secrets.choice(LETTERS + DIGITS) for _ in range(LENGTH))
        if set(answer) & set(LETTERS) and set(answer) & set(DIGITS):
            return answer


class _Artist(ImageCaptcha):
    # The library takes a letter's opacity from its lightness, so dark ink would come out pale.
    lookup_table = [min(255, 13 * lightness) for lightness in range(256)]  # noqa: RUF012


@lru_cache(maxsize=1)
def _artist() -> ImageCaptcha:
    return _Artist(WIDTH, HEIGHT)
