"""The codes that we speak ourselves."""

import io
import re
import wave
from collections.abc import Callable, Iterator

import pytest

from idp.connectors.captcha.local import speech
from idp.connectors.captcha.local.alphabet import LENGTH, SPOKEN
from idp.connectors.captcha.local.recordings import RATE, VOICES, path_of, recordings
from idp.connectors.captcha.local.speech import (
    FILE_BYTES,
    HEADER_BYTES,
    HISS,
    LEAD_IN,
    LOUDEST,
    MURMUR,
    QUIETEST,
    SAMPLES,
    SHORTEST_PAUSE,
    SLOWEST,
    speak,
)

CODE = "WXYMN9"
WINDOW = RATE // 20
#: Of windows: longer than the pause at the comma in "X, comme Xavier".
BETWEEN_CHARACTERS = 12
SILENCE = re.compile(rb"\x80{%d,}" % SHORTEST_PAUSE)
#: More than the noise alone.
LOUD = 128 * (MURMUR + HISS)


def samples_of(sound: bytes) -> list[int]:
    with wave.open(io.BytesIO(sound)) as opened:
        described = (opened.getnchannels(), opened.getsampwidth(), opened.getframerate())
        assert described == (1, 1, RATE)
        return [sample - 128 for sample in opened.readframes(opened.getnframes())]


def stretches(samples: list[int]) -> int:
    """How many stretches stand out of the noise, well apart from each other."""
    windows = (samples[at : at + WINDOW] for at in range(0, len(samples), WINDOW))
    starts, quiet = 0, BETWEEN_CHARACTERS
    for window in windows:
        is_loud = max(window) > 2 * LOUD
        starts += is_loud and quiet >= BETWEEN_CHARACTERS
        quiet = 0 if is_loud else quiet + 1
    return starts


@pytest.fixture
def characters(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[bytes]]:
    """The same character many times, in one voice, without the noise around it."""
    for name in ("MURMUR", "HISS"):
        monkeypatch.setattr(speech, name, 0)
    monkeypatch.setattr(speech, "VOICES", VOICES[:1])
    speak.cache_clear()
    plays = [speak("3" * LENGTH, seed)[HEADER_BYTES:] for seed in "abcde"]
    yield [heard for play in plays for heard in re.split(SILENCE, play) if heard]
    speak.cache_clear()


def pitch(heard: bytes) -> float:
    """How often the sound goes up through its rest, a sample."""
    return len(re.findall(rb"[\x00-\x7f][\x80-\xff]", heard)) / len(heard)


def loudness(heard: bytes) -> int:
    return max(heard) - 128


def test_every_character_is_recorded_in_every_voice() -> None:
    assert recordings().keys() == {(name, voice) for name in SPOKEN for voice in range(len(VOICES))}
    for name, voice in recordings():
        with wave.open(str(path_of(name, voice))) as sound:
            described = (sound.getnchannels(), sound.getsampwidth(), sound.getframerate())
        assert described == (1, 1, RATE)


def test_the_longest_code_leaves_room_for_its_pauses() -> None:
    longest = max(map(len, recordings().values())) / SLOWEST
    assert LEAD_IN + LENGTH * longest + (LENGTH - 1) * SHORTEST_PAUSE < SAMPLES
    assert len(speak("WWWWWW", "seed")) == FILE_BYTES


def test_the_loudest_play_is_never_clipped() -> None:
    assert LOUDEST + MURMUR + HISS < 1
    assert max(map(abs, samples_of(speak(CODE, "seed")))) < 127


def test_the_quietest_character_stands_out_of_the_noise() -> None:
    assert QUIETEST > 6 * (MURMUR + HISS)


@pytest.mark.parametrize("code", [CODE, "333333", "ACDEHJ", "JKPRT4", "777994"])
def test_each_character_is_heard_apart(code: str) -> None:
    assert stretches(samples_of(speak(code, "seed"))) == LENGTH


def test_nothing_is_said_before_one_is_ready_to_listen() -> None:
    before = samples_of(speak(CODE, "seed"))[:LEAD_IN]
    assert max(map(abs, before)) <= LOUD


def test_two_plays_share_nothing_that_bytes_would_show() -> None:
    first, second = (speak(CODE, seed)[HEADER_BYTES:] for seed in "ab")
    assert len(first) == len(second) == SAMPLES
    for at in range(0, SAMPLES, WINDOW):
        assert first[at : at + 64] not in second


@pytest.mark.parametrize("measure", [len, pitch, loudness])
def test_pace_pitch_and_loudness_change_from_character_to_character(
    characters: list[bytes], measure: Callable[[bytes], float]
) -> None:
    measured = sorted(measure(heard) for heard in characters)
    assert len(measured) == 5 * LENGTH
    assert measured[-1] > 1.15 * measured[0], measured


def test_the_parts_of_a_play_are_parts_of_one_sound() -> None:
    assert speak(CODE, "seed") is speak(CODE, "seed")


def test_no_recording_is_in_a_play_as_it_is() -> None:
    played = speak(CODE, "seed")
    for samples in recordings().values():
        assert samples[:64] not in played
