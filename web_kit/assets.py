"""The stylesheet, the scripts and the templates, served under /assets."""

import hashlib
from functools import lru_cache
from pathlib import Path

from flask import Blueprint, request, url_for

YEAR_SECONDS = 365 * 24 * 3600
_FOLDER = Path(__file__).parent / "static"


class AssetBlueprint(Blueprint):
    """Files whose address carries their fingerprint may be kept by browsers for ever."""

    def get_send_file_max_age(self, filename: str | None) -> int | None:
        """Return the life of a file in the browser, in seconds; None to ask again each time."""
        is_current = filename is not None and request.args.get("v") == _fingerprint(filename)
        return YEAR_SECONDS if is_current else None


assets = AssetBlueprint(
    "web_kit",
    __name__,
    static_folder="static",
    static_url_path="/assets",
    template_folder="templates",
)


def asset_url(name: str) -> str:
    """Return the address of one of our files, with its fingerprint."""
    return url_for("web_kit.static", filename=name, v=_fingerprint(name))


@lru_cache(maxsize=64)
def _fingerprint(name: str) -> str:
    path = _FOLDER / name
    return hashlib.sha256(path.read_bytes()).hexdigest()[:12] if path.is_file() else "absent"
