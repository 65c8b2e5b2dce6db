"""Which addresses of a service may be registered."""

from urllib.parse import urlsplit

from idp import settings
from idp.domain.catalogue.errors import AddressIsIpv6, AddressRefused
from idp.ground import hosts
from idp.ground.errors import DomainError

MAX_CHARACTERS = 2048


def check_address(url: str) -> str:
    """The address itself, if `find_fault` finds none. Raises AddressRefused or AddressIsIpv6."""
    if fault := find_fault(url):
        raise fault
    return url


def find_fault(url: str) -> DomainError | None:
    """Why neither a browser nor a notice of ours may be sent to an address.

    It is https, or http on a loopback address of a provider that is on one itself; without
    fragment and credentials (RFC 9700 section 2.1, RFC 6749 section 3.1.2). Its host is no IPv6
    literal: Content-Security-Policy has no words for one, so browsers stop our forms before it.
    """
    if reason := _reason_against(url):
        return AddressRefused(url=url, reason=reason)
    return AddressIsIpv6(url=url) if "[" in urlsplit(url).netloc else None


def _reason_against(url: str) -> str | None:
    if len(url) > MAX_CHARACTERS or not url.isascii() or not url.isprintable() or " " in url:
        return f"write at most {MAX_CHARACTERS} printable ASCII characters"
    try:
        parts = urlsplit(url)
        host, _port = parts.hostname, parts.port
    except ValueError:
        return "it is no address; write one such as https://service.example/cb"
    if not host or "\\" in url or not hosts.is_host(host):
        return "it is not absolute; write one such as https://service.example/cb"
    if "@" in parts.netloc:
        return "it holds credentials; leave out what stands before the @"
    if "#" in url:
        return "it holds a fragment; leave out the # and what follows"
    if parts.scheme == "https":
        return None
    is_local = host in hosts.LOOPBACK and settings.current().is_loopback
    return None if parts.scheme == "http" and is_local else "https is needed"
