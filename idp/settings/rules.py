"""What the settings must be to each other, and to the address that they serve.

They are judged as they were told, so that a fault hides no other one.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any
from urllib.parse import urlsplit

from idp.ground import hosts

DEMO_PREFIX = "demo-"
Told = Mapping[str, Any]
#: A setting, and what is wrong with it, in English.
Fault = tuple[str, str]


def contradictions(told: Told) -> Iterator[Fault]:
    """What cannot stand with something else that was told, or is missing because of it."""
    if _keys(told, "secret_key") & _keys(told, "encryption_key"):
        yield "encryption_key", "it must differ from secret_key, and so must the fallbacks"
    if told.get("captcha") == "captchetat":
        for name in ("client_id", "client_secret"):
            if not str(told.get("captchetat", {}).get(name, "")).strip():
                yield f"captchetat.{name}", "the captcha 'captchetat' needs it"
    if told["env"] == "production" and not _has_contact(told.get("help", {})):
        yield "help", "url or phone is needed: people must have a way out"
    if not _is_loopback(told):
        yield from ((name, words) for name, is_wrong, words in _LOOPBACK_ONLY if is_wrong(told))


def _keys(told: Told, name: str) -> set[str]:
    given = (told.get(name), *_listed(told.get(f"{name}_fallbacks")))
    return {key for key in given if isinstance(key, str) and key}


def _listed(texts: Any) -> Sequence[Any]:
    # What is no list is a fault of its own.
    return texts if isinstance(texts, list | tuple) else [texts]


def _has_contact(given_help: Told) -> bool:
    return any(given_help.get(name) for name in ("url", "phone"))


def _is_loopback(told: Told) -> bool:
    try:
        host = urlsplit(str(told.get("public_url", ""))).hostname
    except ValueError:
        host = None
    # An address that cannot be read, or is missing, is this machine's but in production.
    return host in hosts.LOOPBACK if host else told["env"] != "production"


def _is_demo(name: str) -> Callable[[Told], bool]:
    def holds_a_demo_secret(told: Told) -> bool:
        secrets = _listed(told.get(name, ""))
        return any(str(secret).startswith(DEMO_PREFIX) for secret in secrets)

    return holds_a_demo_secret


def _is_http(told: Told) -> bool:
    return str(told.get("public_url", "")).startswith("http:")


_LOOPBACK_ONLY: tuple[tuple[str, Callable[[Told], bool], str], ...] = (
    ("public_url", _is_http, "https is needed"),
    (
        "env",
        lambda told: told["env"] != "production",
        "demo and test serve loopback addresses only",
    ),
    ("captcha", lambda told: told.get("captcha") == "off", "off is for loopback addresses only"),
    ("clock_offset", lambda told: bool(told.get("clock_offset")), "loopback addresses only"),
    (
        "mail.transport",
        lambda told: told.get("mail", {}).get("transport") == "folder",
        "folder is for loopback addresses only",
    ),
    *(
        (name, _is_demo(name), "a demo secret")
        for name in (
            "secret_key",
            "secret_key_fallbacks",
            "encryption_key",
            "encryption_key_fallbacks",
        )
    ),
)
