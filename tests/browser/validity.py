"""html-validate on the answers of the sites, as they were sent."""

import json
import subprocess
from pathlib import Path
from types import TracebackType
from typing import Self

PROGRAM = Path(__file__).parent / "validate_html.mjs"


class HtmlValidator:
    """One Node.js process, which judges page after page until the block ends."""

    def __enter__(self) -> Self:
        self._process = subprocess.Popen(
            ["node", PROGRAM], stdin=subprocess.PIPE, stdout=subprocess.PIPE, encoding="utf-8"
        )
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self._process.communicate()

    def find_faults(self, html: str) -> list[str]:
        """What is not valid, with its line and column."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(json.dumps(html) + "\n")
        self._process.stdin.flush()
        faults: list[str] = json.loads(self._process.stdout.readline())
        return faults
