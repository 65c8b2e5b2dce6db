"""What the settings must be to each other, and to the address that they serve.

They are judged as they were told, so that a fault hides no other one.
"""

from collections.abc import Callable, Iterator, Mapping
from typing import Any
from urllib.parse import urlsplit

from idp.settings.places import LOOPBACK

DEMO_PREFIX = "demo-"
Told = Mapping[str, Any]
#: A setting, and what is wrong with it, in English.
Fault = tuple[str, str]


def contradictions(told: Told) -> Iterator[Fault]:
    """What cannot stand with something else that was told, or is missing because of it."""
    if told.get("secret_key") and told.get("secret_key") == told.get("encryption_key"):
        yield "encryption_key", "it must differ from secret_key"
    if told.get("captcha") == "captchetat":
        for name in ("client_id", "client_secret"):
            if not str(told.get("captchetat", {}).get(name, "")).strip():
                yield f"captchetat.{name}", "the captcha 'captchetat' needs it"
    if not _is_loopback(told):
        yield from ((name, words) for name, is_wrong, words in _LOOPBACK_ONLY if is_wrong(told))


def _is_loopback(told: Told) -> bool:
    try:
        host = urlsplit(str(told.get("public_url", ""))).hostname
    except ValueError:
        host = None
    # An address that cannot be read, or is missing, is this machine's but in production.
    return host in LOOPBACK if host else told["env"] != "production"


def _is_demo(name: str) -> Callable[[Told], bool]:
    def holds_a_demo_secret(told: Told) -> bool:
        secrets = told.get(name, "")
        secrets = [secrets] if isinstance(secrets, str) else secrets
        return any(secret.startswith(DEMO_PREFIX) for secret in secrets)

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
