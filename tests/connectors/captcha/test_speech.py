"""The codes that we speak ourselves."""

import io
import wave
from array import array

import pytest

from idp.connectors.captcha.local.alphabet import LENGTH, SPOKEN
from idp.connectors.captcha.local.recordings import RATE, VOICES, path_of, recordings
from idp.connectors.captcha.local.speech import (
    HISS,
    LOUDEST,
    MURMUR,
    QUIETEST,
    SAMPLES,
    SLOWEST,
    speak,
)

CODE = "WXYMN9"
WINDOW = RATE // 20


def samples_of(sound: bytes) -> "array[int]":
    with wave.open(io.BytesIO(sound)) as opened:
        described = (opened.getnchannels(), opened.getsampwidth(), opened.getframerate())
        assert described == (1, 2, RATE)
        return array("h", opened.readframes(opened.getnframes()))


def loud_stretches(samples: "array[int]") -> int:
    """How many stretches stand out of the noise, with at least a fifth of a second between."""
    floor = 3 * 128 * (MURMUR + HISS)
    loud = [max(samples[at : at + WINDOW]) > floor for at in range(0, len(samples), WINDOW)]
    starts, quiet = 0, 4
    for is_loud in loud:
        starts += is_loud and quiet >= 4
        quiet = 0 if is_loud else quiet + 1
    return starts


def test_every_character_is_recorded_in_every_voice() -> None:
    assert recordings().keys() == {(name, voice) for name in SPOKEN for voice in range(len(VOICES))}
    for name, voice in recordings():
        with wave.open(str(path_of(name, voice))) as sound:
            described = (sound.getnchannels(), sound.getsampwidth(), sound.getframerate())
        assert described == (1, 1, RATE)


def test_the_longest_code_leaves_room_for_pauses() -> None:
    longest = max(map(len, recordings().values()))
    assert LENGTH * longest / SLOWEST < 0.9 * SAMPLES


def test_the_loudest_play_stays_within_sixteen_bits() -> None:
    assert 128 * (LOUDEST + MURMUR + HISS) < 2**15
    assert QUIETEST > 4 * (MURMUR + HISS)


@pytest.mark.parametrize("code", [CODE, "333333", "ACDEFH", "JKPRT4", "777994"])
def test_each_character_is_heard_apart(code: str) -> None:
    # A comma inside "A, comme Anatole" is a silence too.
    assert LENGTH <= loud_stretches(samples_of(speak(code, "seed"))) <= 3 * LENGTH


def test_two_plays_share_nothing_that_bytes_would_show() -> None:
    first, second = (samples_of(speak(CODE, seed)) for seed in "ab")
    assert len(first) == len(second) == SAMPLES
    same = sum(a == b for a, b in zip(first, second, strict=True))
    assert same < SAMPLES / 100


def test_no_recording_is_in_a_play_as_it_is() -> None:
    played = speak(CODE, "seed")
    for samples in recordings().values():
        assert samples[:64] not in played
