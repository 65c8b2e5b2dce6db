"""Which addresses of a relying party may be registered."""

from urllib.parse import urlsplit

from idp import settings
from idp.domain.catalogue.errors import AddressRefused
from idp.ground import hosts

MAX_CHARACTERS = 2048


def check_address(url: str) -> str:
    """The address itself, if a browser or a notice of ours may be sent there.

    https, or http on a loopback address of a provider that is on one itself; no fragment, no
    credentials (RFC 9700 section 2.1, RFC 6749 section 3.1.2). Raises AddressRefused.
    """
    if reason := _fault_of(url):
        raise AddressRefused(url=url, reason=reason)
    return url


def _fault_of(url: str) -> str | None:
    if len(url) > MAX_CHARACTERS or not url.isascii() or not url.isprintable() or " " in url:
        return "not an address of printable ASCII characters"
    try:
        parts = urlsplit(url)
        host, _port = parts.hostname, parts.port
    except ValueError:
        return "not an address"
    if not host or "\\" in url or not hosts.is_host(host):
        return "not an absolute address"
    if "@" in parts.netloc:
        return "credentials"
    if "#" in url:
        return "a fragment"
    if parts.scheme == "https":
        return None
    is_local = host in hosts.LOOPBACK and settings.current().is_loopback
    return None if parts.scheme == "http" and is_local else "https is needed"
