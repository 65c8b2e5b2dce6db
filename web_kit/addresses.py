"""Reading web addresses without being led elsewhere by them."""

import ipaddress
import re
import unicodedata
from urllib.parse import urlsplit

MAX_RETURN_PATH_CHARACTERS = 2048
DEFAULT_PORTS = {"http": 80, "https": 443}

# Escapes that a proxy or a browser may turn back into "/", "\" or "." before it looks again.
_DISGUISED = re.compile(r"%(2f|5c|2e|00|0a|0d|09)", re.IGNORECASE)
_HOST = re.compile(r"[a-z0-9._:-]+")
_INVISIBLE_CATEGORIES = {"Cc", "Cf", "Cs", "Zl", "Zp"}


def safe_return_path(value: str | None, default: str = "/") -> str:
    """Return `value` if it is a path of this very site, else `default`."""
    return value if value and _is_local_path(value) else default


def _is_local_path(value: str) -> bool:
    if len(value) > MAX_RETURN_PATH_CHARACTERS or not value.startswith("/") or "\\" in value:
        return False
    if any(unicodedata.category(character) in _INVISIBLE_CATEGORIES for character in value):
        return False
    path = re.split(r"[?#]", value, maxsplit=1)[0]
    if "//" in path or _DISGUISED.search(path):
        return False
    return not {".", ".."} & set(path.split("/"))


def origin_of(url: str) -> str:
    """Return the origin (RFC 6454: scheme, host, port if unusual) of an http(s) address.

    Raises ValueError if the address has no such origin.
    """
    parts = urlsplit(url)
    if parts.scheme not in DEFAULT_PORTS or not _HOST.fullmatch(parts.hostname or ""):
        raise ValueError(f"not an absolute http(s) address: {url!r}")
    host = parts.hostname or ""
    host = f"[{host}]" if ":" in host else host
    if parts.port in (None, DEFAULT_PORTS[parts.scheme]):
        return f"{parts.scheme}://{host}"
    return f"{parts.scheme}://{host}:{parts.port}"


def is_web_address(value: str | None) -> bool:
    """Tell whether a page may link to an address: http(s), or a path of this site."""
    try:
        return bool(origin_of(value or ""))
    except ValueError:
        return safe_return_path(value, "") != ""


def is_loopback(url: str) -> bool:
    """Tell whether an address can only lead to this very machine."""
    try:
        host = urlsplit(url).hostname or ""
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
