"""Distorted characters, a few of each kept ready: distorting is what costs in a picture."""

import secrets
from functools import lru_cache
from threading import Lock

from captcha.image import DEFAULT_FONTS
from PIL import Image, ImageDraw, ImageFilter, ImageFont

SIZES = (50, 58)
#: Steeper, a 7 becomes a >.
STEEPEST_DEGREES = 12
#: How far a corner may move, as a share of the width and of the height.
FARTHEST = 0.08

_random = secrets.SystemRandom()


class Shapes:
    """At most `most` shapes of each character; one use in `renewal` draws a new one."""

    def __init__(self, *, most: int, renewal: int) -> None:
        self._most = most
        self._renewal = renewal
        self._lock = Lock()
        self._kept: dict[str, list[Image.Image]] = {}

    def take(self, character: str) -> Image.Image:
        """A shape of this character, white on black, as wide and high as it is."""
        with self._lock:
            kept = self._kept.setdefault(character, [])
            if len(kept) < self._most:
                kept.append(distort(character))
                return kept[-1]
            at = _random.randrange(self._most)
            if _random.randrange(self._renewal) == 0:
                kept[at] = distort(character)
            return kept[at]


def distort(character: str) -> Image.Image:
    """Draw a character in one of the faces and sizes, turned and leaning."""
    font = _random.choice(fonts())
    left, top, right, bottom = (round(edge) for edge in font.getbbox(character))
    shape = Image.new("L", (right - left, bottom - top))
    ImageDraw.Draw(shape).text((-left, -top), character, font=font, fill=255)
    angle = _random.uniform(-STEEPEST_DEGREES, STEEPEST_DEGREES)
    turned = shape.rotate(angle, Image.Resampling.BICUBIC, expand=True)
    return _lean(turned).filter(ImageFilter.SMOOTH)


def _lean(shape: Image.Image) -> Image.Image:
    width, height = shape.size

    def near(x: float, y: float) -> tuple[float, float]:
        aside, above = (_random.uniform(-FARTHEST, FARTHEST) for _ in range(2))
        return x + aside * width, y + above * height

    corners = near(0, 0) + near(0, height) + near(width, height) + near(width, 0)
    leaning = shape.transform(shape.size, Image.Transform.QUAD, corners, Image.Resampling.BICUBIC)
    return leaning.crop(leaning.getbbox())


@lru_cache(maxsize=1)
def fonts() -> list[ImageFont.FreeTypeFont]:
    """Two faces that libraries bring along: Droid Sans Mono, and Aileron of Pillow."""
    faces = [ImageFont.truetype(path, size) for path in DEFAULT_FONTS for size in SIZES]
    return faces + [_built_in(size) for size in SIZES]


def _built_in(size: int) -> ImageFont.FreeTypeFont:
    face = ImageFont.load_default(size)
    if not isinstance(face, ImageFont.FreeTypeFont):
        raise TypeError("Pillow lacks FreeType: it cannot draw letters")
    return face
