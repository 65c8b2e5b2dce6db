"""A code spoken in French: recorded characters, never twice the same bytes.

Each play draws a voice, a pace (which moves the pitch too), a loudness and a pause for each
character, over a murmur of other characters played backwards and a hiss. Every play lasts as
long as any other, so that its length tells nothing and a player may fetch it in parts.
"""

from __future__ import annotations

import io
import secrets
import wave
from array import array
from itertools import repeat
from operator import add, mul

from PIL import Image

from idp.connectors.captcha.local.recordings import RATE, VOICES, recordings

#: The longest code at the slowest pace takes 12.
SECONDS = 14
SAMPLES = SECONDS * RATE
SLOWEST, FASTEST = 0.9, 1.12
#: A sample goes from -128 to 127: all of them together stay within 16 bits.
QUIETEST, LOUDEST = 110, 190
MURMUR = 14
HISS = 5

_TO_SIGNED = bytes(sample ^ 0x80 for sample in range(256))
_random = secrets.SystemRandom()


def speak(code: str) -> bytes:
    """The code as a WAV file of `SECONDS`, drawn anew each time."""
    said = [_say(character) for character in code]
    played = array("h")
    for pause, samples in zip(_pauses(SAMPLES - sum(map(len, said)), len(said)), said, strict=True):
        played.extend(_silence(pause))
        played.extend(samples)
    played.extend(_silence(SAMPLES - len(played)))
    noise = map(add, _louder(_murmur(), MURMUR), _louder(secrets.token_bytes(SAMPLES), HISS))
    return _as_wav(array("h", map(add, played, noise)))


def _say(character: str) -> array[int]:
    recording = recordings()[character, _random.randrange(len(VOICES))]
    loudness = _random.randint(QUIETEST, LOUDEST)
    return array("h", _louder(_at_another_pace(recording), loudness))


def _at_another_pace(recording: bytes) -> bytes:
    # Pillow stretches a picture of one row far faster than a loop could its samples.
    row = Image.frombytes("L", (len(recording), 1), recording)
    width = int(len(recording) / _random.uniform(SLOWEST, FASTEST))
    return row.resize((width, 1), Image.Resampling.BICUBIC).tobytes()


def _pauses(silence: int, count: int) -> list[int]:
    # One before each character, and one that is left for the end.
    shares = [_random.uniform(1, 2) for _ in range(count + 1)]
    return [int(silence * share / sum(shares)) for share in shares[:count]]


def _silence(samples: int) -> array[int]:
    return array("h", bytes(2 * samples))


def _murmur() -> bytes:
    heard = b""
    while len(heard) < SAMPLES:
        heard += _random.choice(tuple(recordings().values()))[::-1]
    return heard[:SAMPLES]


def _louder(samples: bytes, factor: int) -> map[int]:
    return map(mul, array("b", samples.translate(_TO_SIGNED)), repeat(factor))


def _as_wav(samples: array[int]) -> bytes:
    file = io.BytesIO()
    with wave.open(file, "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(2)
        sound.setframerate(RATE)
        sound.writeframes(samples)
    return file.getvalue()
