"""What a host is, and which addresses may be those of a service or of its provider."""

import ipaddress
import re
from urllib.parse import SplitResult, urlsplit

LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})
PORTS = {"http": 80, "https": 443}
MAX_HOST_CHARACTERS = 253
# RFC 1123 section 2.1, and the underscores of the names that containers get.
_LABEL = "[a-z0-9]([a-z0-9_-]*[a-z0-9])?"
_NAME = re.compile(rf"{_LABEL}(\.{_LABEL})*")


def is_host(text: str) -> bool:
    """Tell whether this is a name in small letters, or an IP address without brackets or zone."""
    if "%" in text:  # RFC 4007 section 11: a zone means something on one machine only
        return False
    try:
        ipaddress.ip_address(text)
    except ValueError:
        is_number = text.rpartition(".")[2].isdigit()
        return len(text) <= MAX_HOST_CHARACTERS and not is_number and bool(_NAME.fullmatch(text))
    return True


def is_loopback(url: str) -> bool:
    """Tell whether an address leads to this very machine."""
    return urlsplit(url).hostname in LOOPBACK


def origin_of(parts: SplitResult) -> str:
    """The origin of an address, as browsers write it (RFC 6454). Raises ValueError for its port."""
    host = parts.hostname or ""
    place = f"[{host}]" if ":" in host else host
    if parts.port not in (None, PORTS.get(parts.scheme)):
        place += f":{parts.port}"
    return f"{parts.scheme}://{place}"


def is_origin(url: str) -> bool:
    """Tell whether an address is an origin only: https, or http on loopback."""
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        return False
    host = parts.hostname or ""
    if parts.scheme not in PORTS or not is_host(host) or port == 0:
        return False
    is_safe = parts.scheme == "https" or host in LOOPBACK
    return is_safe and url == origin_of(parts)
