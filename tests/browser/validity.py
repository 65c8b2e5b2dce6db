"""html-validate on the answers of the sites, as they were sent."""

import json
from pathlib import Path
from subprocess import PIPE, Popen

PROGRAM = Path(__file__).parent / "validate_html.mjs"


class HtmlValidator(Popen[str]):
    """One Node.js process, which judges page after page until the block ends."""

    def __init__(self) -> None:
        super().__init__(["node", PROGRAM], stdin=PIPE, stdout=PIPE, encoding="utf-8")

    def find_faults(self, html: str) -> list[str]:
        """What is not valid, with its line and column."""
        assert self.stdin is not None
        assert self.stdout is not None
        self.stdin.write(json.dumps(html) + "\n")
        self.stdin.flush()
        faults: list[str] = json.loads(self.stdout.readline())
        return faults
