"""Who is counted, and how far each may go."""

import ipaddress
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Literal

from idp import settings
from idp.domain.tokens import keyed_hash

Scope = Literal["account", "address", "browser", "client", "everywhere"]
#: One subscriber commonly holds a whole /64 (RFC 6177): its addresses count as one.
IPV6_SUBSCRIBER_BITS = 64


@dataclass(frozen=True, order=True, slots=True)
class Limit:
    """At most `failures` failed checks for `key` in a window."""

    scope: Scope
    key: str
    failures: int
    window: timedelta


def account_limit(email_canonical: str, address: str | None) -> Limit:
    """The limit of an account, existing or not, from one network address.

    A stranger who keeps failing shuts nobody out elsewhere, where a captcha is proof enough for
    another try.
    """
    return _limit("account", f"{email_canonical}\0{_subscriber(address)}")


def everywhere_limit(email_canonical: str) -> Limit:
    """The limit of an account from all addresses together: many strangers at once."""
    return _limit("everywhere", email_canonical)


def known_browser_limit(email_canonical: str, browser_token: str) -> Limit:
    """The limit of an account from a browser that it used before: that of one address.

    It is counted apart, so that strangers who keep failing never shut the owner out.
    """
    return _limit("browser", f"{email_canonical}\0{browser_token}", like="account")


def address_limit(address: str | None) -> Limit:
    """The limit of a network address; IPv6 counts by subscriber."""
    return _limit("address", _subscriber(address))


def client_limit(address: str | None) -> Limit:
    """The limit of relying parties that fail to authenticate from a network address.

    By address and not by identifier, so that a stranger cannot shut a client out.
    """
    return _limit("client", _subscriber(address))


def without_captcha(limit: Limit) -> Limit:
    """The same limit of sign-in while the captcha is out of order: no program must gain by it."""
    throttling = settings.current().throttling
    strict = {
        "address": throttling.degraded_address_failures,
        "everywhere": throttling.degraded_everywhere_failures,
    }
    most = strict.get(limit.scope, throttling.degraded_account_failures)
    return replace(limit, failures=min(most, limit.failures))


def _limit(scope: Scope, whom: str, *, like: Scope | None = None) -> Limit:
    throttling = settings.current().throttling
    failures: int = getattr(throttling, f"{like or scope}_failures")
    window_seconds: int = getattr(throttling, f"{like or scope}_window_seconds")
    key = keyed_hash(f"throttling {scope}", whom)
    return Limit(scope, key, failures, timedelta(seconds=window_seconds))


def _subscriber(address: str | None) -> str:
    if address is None:
        return ""
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return address
    if parsed.version == 4:
        return str(parsed)
    if parsed.ipv4_mapped is not None:
        return str(parsed.ipv4_mapped)
    return str(ipaddress.ip_network((parsed, IPV6_SUBSCRIBER_BITS), strict=False))
