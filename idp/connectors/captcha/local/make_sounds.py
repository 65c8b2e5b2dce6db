"""Make the sounds of the spoken captcha with eSpeak NG. Run by `make sounds`, never by the product.

The same version makes the same bytes. eSpeak NG is GPL-3.0 software; what it says is not.
"""

from __future__ import annotations

import ctypes
import math
import sys
import wave
from array import array
from collections.abc import Callable
from pathlib import Path

import espeakng_loader

from idp.connectors.captcha.local.alphabet import SPOKEN
from idp.connectors.captcha.local.recordings import FOLDER, RATE, VOICES, path_of

SYNCHRONOUS, RATE_PARAMETER, PITCH_PARAMETER, UTF8 = 2, 1, 3, 1
ENGINE_RATE = 22050
SEED = 1
#: Words a minute, and pitch from 0 to 100, of each voice.
MANNERS = {"fr+f2": (140, 55), "fr+m3": (150, 40)}
#: Windowed sinc at a quarter of the engine's rate, so that halving the rate folds nothing back.
TAPS = 31
SILENCE = 0.01
LOUDEST = 120

_Callback = ctypes.CFUNCTYPE(
    ctypes.c_int, ctypes.POINTER(ctypes.c_short), ctypes.c_int, ctypes.c_void_p
)


def main() -> int:
    """Write one file for each character and each voice."""
    FOLDER.mkdir(exist_ok=True)
    for number, voice in enumerate(VOICES):
        say = _speaker(voice)
        for character, words in SPOKEN.items():
            samples = _to_bytes(_trim(_halve(say(words))))
            _write(path_of(character, number), samples)
    return 0


def _speaker(voice: str) -> Callable[[str], array[float]]:
    engine = ctypes.CDLL(espeakng_loader.get_library_path())
    data = str(Path(espeakng_loader.get_data_path()).parent).encode()
    if engine.espeak_Initialize(SYNCHRONOUS, 0, data, 0) != ENGINE_RATE:
        raise RuntimeError("eSpeak NG did not start at its usual rate")
    engine.espeak_SetVoiceByName(voice.encode())
    pace, pitch = MANNERS[voice]
    engine.espeak_SetParameter(RATE_PARAMETER, pace, 0)
    engine.espeak_SetParameter(PITCH_PARAMETER, pitch, 0)

    def say(words: str) -> array[float]:
        heard = array("d")

        def hear(samples: ctypes._Pointer[ctypes.c_short], count: int, _event: object) -> int:
            if count > 0:
                heard.extend(samples[:count])
            return 0

        callback = _Callback(hear)
        engine.espeak_SetSynthCallback(callback)
        engine.espeak_ng_SetRandSeed(SEED)  # breath is noise: without it no two runs agree
        text = words.encode()
        engine.espeak_Synth(text, len(text) + 1, 0, 0, 0, UTF8, None, None)
        return heard

    return say


def _halve(samples: array[float]) -> array[float]:
    middle = TAPS // 2
    weights = [
        (0.5 if k == middle else math.sin((k - middle) * math.pi / 2) / ((k - middle) * math.pi))
        * (0.54 - 0.46 * math.cos(2 * math.pi * k / (TAPS - 1)))
        for k in range(TAPS)
    ]
    around = array("d", bytes(8 * middle)) + samples + array("d", bytes(8 * middle))
    return array(
        "d",
        (
            math.fsum(weight * around[at + k] for k, weight in enumerate(weights))
            for at in range(0, len(samples), 2)
        ),
    )


def _trim(samples: array[float]) -> array[float]:
    least = SILENCE * max(map(abs, samples))
    loud = [at for at, sample in enumerate(samples) if abs(sample) > least]
    return samples[loud[0] : loud[-1] + 1]


def _to_bytes(samples: array[float]) -> bytes:
    scale = LOUDEST / max(map(abs, samples))
    return bytes(128 + round(sample * scale) for sample in samples)


def _write(path: Path, samples: bytes) -> None:
    with wave.open(str(path), "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(1)
        sound.setframerate(RATE)
        sound.writeframes(samples)


if __name__ == "__main__":
    sys.exit(main())
