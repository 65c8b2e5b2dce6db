"""From which network address a request comes."""

import ipaddress

from flask import request

from web_kit.request_state import current_manners

UNKNOWN = "0.0.0.0"  # noqa: S104 - a value, nothing listens there
_MAX_HEADER_CHARACTERS = 2048


def client_address() -> str:
    """Return the client's IP address: the peer's, or the one that our own proxies vouch for.

    Each trusted proxy appends one address to X-Forwarded-For; what stands further left was
    written by the client and is not believed. Never raises.
    """
    peer = _normalised(request.remote_addr or "") or UNKNOWN
    hops = current_manners().trusted_proxies
    header = ",".join(request.headers.getlist("X-Forwarded-For"))
    if hops < 1 or len(header) > _MAX_HEADER_CHARACTERS:
        return peer
    forwarded = header.split(",")
    if len(forwarded) < hops:
        return peer
    return _normalised(forwarded[-hops].strip()) or peer


def _normalised(value: str) -> str | None:
    if "%" in value:
        return None
    try:
        address = ipaddress.ip_address(value)
    except ValueError:
        return None
    if isinstance(address, ipaddress.IPv6Address) and address.ipv4_mapped:
        return str(address.ipv4_mapped)
    return str(address)
