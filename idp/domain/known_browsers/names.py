"""The names of a browser and of its system, by which its owner recognises them."""

import re
from typing import NamedTuple

#: The first that fits: most browsers also claim to be those below them.
BROWSERS = (
    (r"Edg(e|A|iOS)?/", "Edge"),
    (r"(OPR|OPT)/|Opera", "Opera"),
    (r"SamsungBrowser/", "Samsung Internet"),
    (r"(Firefox|FxiOS)/", "Firefox"),
    (r"(Chrome|CriOS|Chromium)/", "Chrome"),
    (r"Version/[\d.]+ .*Safari/", "Safari"),
)
SYSTEMS = (
    (r"iPhone", "iPhone"),
    (r"iPad", "iPad"),
    (r"Android", "Android"),
    (r"Windows", "Windows"),
    (r"Macintosh|Mac OS X", "macOS"),
    (r"CrOS", "ChromeOS"),
    (r"Linux|X11", "Linux"),
)
MAX_CHARACTERS = 512


class BrowserNames(NamedTuple):
    """Proper names, such as Firefox and Windows; each is empty when it was not recognised."""

    family: str
    system: str


def name_browser(user_agent: str) -> BrowserNames:
    """Name the family of a browser, and its system, from what it says of itself."""
    text = user_agent[:MAX_CHARACTERS]
    return BrowserNames(_first(BROWSERS, text), _first(SYSTEMS, text))


def _first(names: tuple[tuple[str, str], ...], text: str) -> str:
    return next((name for pattern, name in names if re.search(pattern, text)), "")
