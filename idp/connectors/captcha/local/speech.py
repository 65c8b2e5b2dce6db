"""A code spoken in French: recorded characters, other bytes at each play.

Each play draws a voice, a pace (which moves the pitch too), a loudness and a pause for each
character, over a murmur of other characters played backwards and a hiss. Every play lasts as
long as any other, so that its length tells nothing and a player may fetch it in parts.
"""

from __future__ import annotations

import io
import wave
from array import array
from itertools import repeat
from operator import add, mul
from random import Random

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


def speak(code: str, seed: str) -> bytes:
    """The code as a WAV file of `SECONDS`: the same for the same seed, which nobody else knows.

    A player that fetches a play in parts must be given parts of one play.
    """
    drawn = Random(seed)  # noqa: S311 (the seed is the secret)
    said = [_say(character, drawn) for character in code]
    played = array("h")
    pauses = _pauses(SAMPLES - sum(map(len, said)), len(said), drawn)
    for pause, samples in zip(pauses, said, strict=True):
        played.extend(_silence(pause))
        played.extend(samples)
    played.extend(_silence(SAMPLES - len(played)))
    noise = map(add, _louder(_murmur(drawn), MURMUR), _louder(drawn.randbytes(SAMPLES), HISS))
    return _as_wav(array("h", map(add, played, noise)))


def _say(character: str, drawn: Random) -> array[int]:
    recording = recordings()[character, drawn.randrange(len(VOICES))]
    loudness = drawn.randint(QUIETEST, LOUDEST)
    return array("h", _louder(_at_another_pace(recording, drawn), loudness))


def _at_another_pace(recording: bytes, drawn: Random) -> bytes:
    # Pillow stretches a picture of one row far faster than a loop could its samples.
    row = Image.frombytes("L", (len(recording), 1), recording)
    width = int(len(recording) / drawn.uniform(SLOWEST, FASTEST))
    return row.resize((width, 1), Image.Resampling.BICUBIC).tobytes()


def _pauses(silence: int, count: int, drawn: Random) -> list[int]:
    # One before each character, and one that is left for the end.
    shares = [drawn.uniform(1, 2) for _ in range(count + 1)]
    return [int(silence * share / sum(shares)) for share in shares[:count]]


def _silence(samples: int) -> array[int]:
    return array("h", bytes(2 * samples))


def _murmur(drawn: Random) -> bytes:
    heard = b""
    while len(heard) < SAMPLES:
        heard += drawn.choice(tuple(recordings().values()))[::-1]
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
