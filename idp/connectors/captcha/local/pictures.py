"""A code drawn for people: dark distorted characters on white.

A picture puts shapes that are kept ready together, with new places, ink, lines and wave: a flood
of requests stays cheap, and no two pictures are alike.
"""

import io
import math
import secrets

from PIL import Image, ImageDraw

from idp.connectors.captcha.local.shapes import Shapes

WIDTH, HEIGHT = 240, 80
WAVE_PIXELS, WAVE_STEP = 3, 4
DOTS = 25
LINES = 2
LIGHTEST_INK = 70

_random = secrets.SystemRandom()
_shapes = Shapes(most=12, renewal=40)


def draw(code: str) -> bytes:
    """The code as a PNG picture of `WIDTH` by `HEIGHT` pixels, drawn anew each time."""
    mask = Image.new("L", (WIDTH, HEIGHT))
    _write(mask, code)
    _scribble(ImageDraw.Draw(mask))
    picture = Image.new("L", (WIDTH, HEIGHT), 255)
    picture.paste(_random.randint(0, LIGHTEST_INK), mask=_wave(mask))
    file = io.BytesIO()
    picture.save(file, "PNG", compress_level=3)
    return file.getvalue()


def _write(mask: Image.Image, code: str) -> None:
    shapes = [_shapes.take(character) for character in code]
    gap = (WIDTH - sum(shape.width for shape in shapes)) / (len(shapes) + 1)
    at = gap * _random.uniform(0.5, 1.5)
    for shape in shapes:
        spare = max(0, HEIGHT - shape.height)
        top = round(spare * _random.uniform(0.25, 0.75))
        mask.paste(255, (round(at), top), shape)
        at += shape.width + gap * _random.uniform(0.6, 1.2)


def _scribble(pen: ImageDraw.ImageDraw) -> None:
    for _ in range(DOTS):
        x, y = _random.randrange(WIDTH), _random.randrange(HEIGHT)
        pen.ellipse((x, y, x + 2, y + 2), fill=255)
    for _ in range(LINES):
        heights = [_random.uniform(0.15, 0.85) * HEIGHT for _ in range(4)]
        pen.line([(x * WIDTH / 3, y) for x, y in enumerate(heights)], fill=255, width=2)


def _wave(mask: Image.Image) -> Image.Image:
    # Strips of the picture slide up and down: shapes that were kept come out different.
    phase, length = _random.uniform(0, 2 * math.pi), _random.uniform(50, 90)
    waved = Image.new("L", mask.size)
    for x in range(0, WIDTH, WAVE_STEP):
        lift = round(WAVE_PIXELS * math.sin(phase + 2 * math.pi * x / length))
        waved.paste(mask.crop((x, 0, x + WAVE_STEP, HEIGHT)), (x, lift))
    return waved
