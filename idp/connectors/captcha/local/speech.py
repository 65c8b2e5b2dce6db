"""A code spoken in French: recorded characters, other bytes at each play.

Each play draws a voice, a pace (which moves the pitch too), a loudness and a pause for each
character, over a murmur of other characters played backwards and a hiss. Every play lasts as
long as any other, so that its length tells nothing and a player may fetch it in parts.

Samples are the pixels of a picture of one row: Pillow stretches, turns down and adds them up far
faster than a loop could.
"""

from __future__ import annotations

import io
import wave
from functools import lru_cache
from random import Random

from PIL import Image, ImageChops

from idp.connectors.captcha.local.recordings import RATE, VOICES, recordings

#: The longest code at the slowest pace takes 12, and its shortest pauses 3.
SECONDS = 15
#: Even, as a RIFF chunk is.
SAMPLES = SECONDS * RATE // 2 * 2
HEADER_BYTES = 44
FILE_BYTES = HEADER_BYTES + SAMPLES
#: Before the code, while a screen reader still says what its button has become.
LEAD_IN = RATE
#: Between two characters: well over the pause at the comma inside one.
SHORTEST_PAUSE = round(0.4 * RATE)
SLOWEST, FASTEST = 0.9, 1.12
#: Shares of the full range. All of them together stay within it.
QUIETEST, LOUDEST = 0.6, 0.9
MURMUR = 0.066
HISS = 0.024

_REST = 128


@lru_cache(maxsize=8)
def speak(code: str, seed: str) -> bytes:
    """The code as a WAV file of `SECONDS`: the same for the same seed, which nobody else knows.

    A player that fetches a play in parts must be given parts of one play: the last plays are kept.
    """
    drawn = Random(seed)  # noqa: S311 (the seed is the secret)
    said = [_say(character, drawn) for character in code]
    played = Image.new("L", (SAMPLES, 1), _REST)
    at = 0
    for pause, samples in zip(_pauses(said, drawn), said, strict=True):
        at += pause
        played.paste(samples, (at, 0))
        at += samples.width
    noise = _sum(_murmur(drawn), _turned_down(drawn.randbytes(SAMPLES), HISS))
    return _as_wav(_sum(played, noise).tobytes())


def _say(character: str, drawn: Random) -> Image.Image:
    recording = recordings()[character, drawn.randrange(len(VOICES))]
    row = _turned_down(recording, drawn.uniform(QUIETEST, LOUDEST))
    pace = drawn.uniform(SLOWEST, FASTEST)
    size = (int(row.width / pace), 1)
    along = (pace, 0, 0, 0, 1, 0)
    return row.transform(size, Image.Transform.AFFINE, along, Image.Resampling.BICUBIC)


def _pauses(said: list[Image.Image], drawn: Random) -> list[int]:
    """The samples before each character. What is then left is the silence at the end."""
    least = [LEAD_IN] + [SHORTEST_PAUSE] * (len(said) - 1)
    spare = SAMPLES - sum(least) - sum(samples.width for samples in said)
    shares = [drawn.uniform(1, 2) for _ in range(len(said) + 1)]
    longer = (int(spare * share / sum(shares)) for share in shares)
    return [pause + more for pause, more in zip(least, longer, strict=False)]


def _murmur(drawn: Random) -> Image.Image:
    others = list(recordings().values())
    heard = b""
    while len(heard) < SAMPLES:
        heard += drawn.choice(others)[::-1]
    return _turned_down(heard[:SAMPLES], MURMUR)


def _turned_down(samples: bytes, share: float) -> Image.Image:
    levels = [_REST + round((level - _REST) * share) for level in range(256)]
    return Image.frombytes("L", (len(samples), 1), samples).point(levels)


def _sum(first: Image.Image, second: Image.Image) -> Image.Image:
    return ImageChops.add(first, second, offset=-_REST)


def _as_wav(samples: bytes) -> bytes:
    file = io.BytesIO()
    with wave.open(file, "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(1)
        sound.setframerate(RATE)
        sound.writeframes(samples)
    return file.getvalue()
