"""What was seen of each scene: the answers of the stack tell who drew them, and which branches."""

import json
import zlib
from base64 import b64decode, b64encode
from collections.abc import Mapping
from dataclasses import dataclass

from flask import Flask, Response, g, request

HEADER = "X-Test-Drawn"


@dataclass(frozen=True)
class Sighting:
    """One page as Chromium showed it; `program` is the import name of the application."""

    program: str
    endpoint: str
    branches: list[str]

    @property
    def is_error_page(self) -> bool:
        """Whether the endpoint did not draw its own page."""
        return any(branch.startswith("web_kit/error.html") for branch in self.branches)


def tell(program: Flask, response: Response) -> None:
    """Write on an answer what it is made of, if it was drawn."""
    if "branches" in g:
        told = [program.import_name, str(request.endpoint), sorted(g.branches)]
        # Some readers of headers take 16 kilobytes at most.
        packed = zlib.compress(json.dumps(told).encode())
        response.headers[HEADER] = b64encode(packed).decode()


def read_sighting(headers: Mapping[str, str]) -> Sighting:
    """What an answer tells, given its headers, whose names are in small letters."""
    return Sighting(*json.loads(zlib.decompress(b64decode(headers[HEADER.lower()]))))
