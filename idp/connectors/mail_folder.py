"""Mail on a machine that sends none: each message becomes a file, to be read there."""

import os
from pathlib import Path


def write(folder: Path, name: str, content: bytes) -> None:
    """Write a message as `<name>.eml`, whole or not at all; only this user may read it.

    Raises OSError when the disk refuses.
    """
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    draft = folder / f".{name}.draft"
    with open(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
        file.write(content)
    draft.replace(folder / f"{name}.eml")
