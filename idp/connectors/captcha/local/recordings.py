"""The recorded characters, made by `make sounds`."""

import wave
from functools import lru_cache
from pathlib import Path

from idp.connectors.captcha.local.alphabet import SPOKEN

FOLDER = Path(__file__).parent / "sounds"
#: eSpeak NG's names of the voices; each has recorded `<character>-<number of the voice>.wav`.
VOICES = ("fr+f2", "fr+m3")
#: Samples a second, in one channel, unsigned, of 8 bits.
RATE = 11025


@lru_cache(maxsize=1)
def recordings() -> dict[tuple[str, int], bytes]:
    """The samples of each character in each voice."""
    return {
        (character, voice): _read(path_of(character, voice))
        for character in SPOKEN
        for voice in range(len(VOICES))
    }


def path_of(character: str, voice: int) -> Path:
    """The file of a character in a voice."""
    return FOLDER / f"{character}-{voice}.wav"


def _read(path: Path) -> bytes:
    with wave.open(str(path), "rb") as sound:
        return sound.readframes(sound.getnframes())
