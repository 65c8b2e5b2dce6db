"""What the settings must be to each other, and to the address that they serve."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from idp.settings.model import Settings

DEMO_PREFIX = "demo-"


def contradictions(settings: Settings) -> Iterator[str]:
    """One English line for each thing that cannot stand with another."""
    if settings.secret_key == settings.encryption_key:
        yield "encryption_key: it must differ from secret_key"
    if not settings.is_loopback:
        yield from (fault for is_wrong, fault in _LOOPBACK_ONLY if is_wrong(settings))


def missing(values: Mapping[str, Any]) -> Iterator[str]:
    """One line for each setting that another one, as it was told, makes necessary."""
    if values.get("captcha") == "captchetat":
        told = values.get("captchetat", {})
        for name in ("client_id", "client_secret"):
            if not told.get(name):
                yield f"captchetat.{name}: the captcha 'captchetat' needs it"


def _is_demo(*secrets: str) -> bool:
    return any(secret.startswith(DEMO_PREFIX) for secret in secrets)


_LOOPBACK_ONLY: tuple[tuple[Callable[[Settings], bool], str], ...] = (
    (lambda s: not s.public_url.startswith("https://"), "public_url: https is needed"),
    (lambda s: s.env != "production", "env: demo and test serve loopback addresses only"),
    (lambda s: s.captcha == "off", "captcha: off is for loopback addresses only"),
    (lambda s: bool(s.clock_offset), "clock_offset: it is for loopback addresses only"),
    (lambda s: s.mail.transport == "folder", "mail.transport: folder is for loopback addresses"),
    (lambda s: _is_demo(s.secret_key), "secret_key: a demo secret"),
    (lambda s: _is_demo(*s.secret_key_fallbacks), "secret_key_fallbacks: a demo secret"),
    (lambda s: _is_demo(s.encryption_key), "encryption_key: a demo secret"),
    (lambda s: _is_demo(*s.encryption_key_fallbacks), "encryption_key_fallbacks: a demo secret"),
)
