"""The kinds of text that settings are, checked whole: what would fail later fails at start."""

import re
from collections.abc import Callable, Collection
from typing import Annotated
from urllib.parse import SplitResult, urlsplit

from pydantic import AfterValidator, Field, StringConstraints

from idp.ground import hosts
from idp.ground.one_line import is_one_line

#: One bare address: nothing in it can add a recipient or a header (RFC 5322 section 3.4).
_MAILBOX = re.compile(r"[^\s\x00-\x20\x7f,;:<>()\[\]\\\"@]+@[^\s\x00-\x20\x7f,;:<>()\[\]\\\"@]+")
_PHONE = re.compile(r"\+?[0-9][0-9 ().\u00a0\u202f-]{1,30}")


def is_mailbox(text: str) -> bool:
    """Tell whether this is one bare e-mail address."""
    return _MAILBOX.fullmatch(text) is not None


def split_address(text: str, schemes: Collection[str]) -> SplitResult:
    """Read an absolute address. Raises ValueError unless its scheme, host and port can be used."""
    parts = urlsplit(text)
    # What is no visible ASCII, urlsplit may drop in silence.
    is_visible = text.isascii() and text.isprintable() and " " not in text
    if not is_visible or parts.scheme not in schemes or not hosts.is_host(parts.hostname or ""):
        raise ValueError(f"{' or '.join(schemes)}://host is needed")
    if parts.port == 0:
        raise ValueError("no port is 0")
    return parts


def _check_origin(text: str) -> str:
    # As browsers write it, since that is what they will send and be compared with.
    if text != hosts.origin_of(split_address(text, hosts.PORTS)):
        raise ValueError(
            "the origin only: small letters, no usual port, no path, no trailing slash, "
            "no credentials"
        )
    return text


def _check_service(text: str) -> str:
    url = split_address(text, hosts.PORTS)
    is_safe = url.scheme == "https" or url.hostname in hosts.LOOPBACK
    if not is_safe or "@" in url.netloc or url.query or url.fragment or text.endswith("/"):
        raise ValueError("an https address without trailing slash nor credentials is needed")
    return text


def _is_sender(text: str) -> bool:
    domain = text.rpartition("@")[2].lower()
    return is_mailbox(text) and text.isascii() and hosts.is_host(domain)


def _needed(what: str, is_right: Callable[[str], object]) -> AfterValidator:
    def check(text: str) -> str:
        if not is_right(text):
            raise ValueError(f"{what} is needed")
        return text

    return AfterValidator(check)


def _needed_or_none(what: str, is_right: Callable[[str], object]) -> AfterValidator:
    return _needed(what, lambda text: not text or is_right(text))


Secret = Annotated[
    str,
    Field(min_length=32),
    _needed("a secret without blanks around it", lambda text: text == text.strip()),
]
Line = Annotated[
    str,
    StringConstraints(strip_whitespace=True, max_length=200),
    _needed("one line of characters to read", is_one_line),
]
Origin = Annotated[str, AfterValidator(_check_origin)]
#: The address of a service that we call.
ServiceUrl = Annotated[str, AfterValidator(_check_service)]
Sender = Annotated[str, _needed("one bare e-mail address", _is_sender)]
PageUrl = Annotated[
    str,
    _needed_or_none(
        "an address without credentials",
        lambda text: split_address(text, hosts.PORTS).username is None,
    ),
]
MailServer = Annotated[
    str,
    _needed_or_none(
        "the name or the IP address of a server, without port",
        lambda text: hosts.is_host(text.lower()),
    ),
]
Phone = Annotated[str, _needed_or_none("a telephone number", _PHONE.fullmatch)]
