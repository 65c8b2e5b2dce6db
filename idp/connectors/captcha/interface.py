"""What every captcha can do, whoever draws and speaks."""

from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Picture:
    """A code to copy out: its name (a UUID), its drawing as PNG, JPEG or GIF bytes.

    `answer` is None when only the one who drew it knows it.
    """

    uuid: str
    image: bytes
    answer: str | None = None


class Captcha(Protocol):
    """Draws codes, speaks them, judges answers. Each raises Unavailable when it cannot now."""

    @property
    def sound_bytes(self) -> int | None:
        """How long every sound is; None when only the sound tells."""

    def draw(self) -> Picture:
        """A new code that nobody was asked before."""

    def speak(self, uuid: str, answer: str | None, seed: str) -> bytes:
        """The code of this name, as a WAV file; one `seed` is one play, the same in all parts."""

    def is_right(self, uuid: str, answer: str | None, given: str) -> bool:
        """Whether `given` is the code of this name."""
