"""All the settings of one installation, and how its addresses must be written."""

import re
from datetime import timedelta
from typing import Annotated, Any, Literal
from urllib.parse import urlsplit

from pydantic import Field, field_validator

from idp.domain import clock
from idp.settings.places import LOOPBACK, ROOT
from idp.settings.sections import (
    CaptchEtat,
    Hashing,
    Help,
    Mail,
    Section,
    Sessions,
    Texts,
    Throttling,
    Tokens,
)

PORTS = {"http": 80, "https": 443}
DATABASES = ("sqlite", "postgres", "postgresql", "postgresql+psycopg")
CENTURY = timedelta(days=36525)
_HOST = re.compile(r"[a-z0-9._:-]+")

Secret = Annotated[str, Field(min_length=32)]


class Settings(Section):
    """What one installation of the provider was told."""

    env: Literal["demo", "test", "production"]
    public_url: str
    database_url: str
    redis_url: str = ""
    secret_key: Secret
    secret_key_fallbacks: tuple[Secret, ...] = ()
    encryption_key: Secret
    encryption_key_fallbacks: tuple[Secret, ...] = ()
    captcha: Literal["local", "captchetat", "off"] = "local"
    # When the captcha is out of order: nobody signs in, or everybody does under stricter limits.
    captcha_degraded: Literal["refuse", "throttle"] = "refuse"
    captchetat: CaptchEtat = CaptchEtat()
    clock_offset: Annotated[timedelta, Field(ge=-CENTURY, le=CENTURY)] = timedelta()
    brand: Literal["neutral", "state"] = "neutral"
    trusted_proxies: Annotated[int, Field(ge=0, le=5)] = 0
    log_format: Literal["json", "text"] = "json"
    sessions: Sessions = Sessions()
    tokens: Tokens = Tokens()
    throttling: Throttling = Throttling()
    hashing: Hashing = Hashing()
    mail: Mail
    help: Help
    texts: Texts = Texts()

    @field_validator("clock_offset", mode="before")
    @classmethod
    def _read_offset(cls, value: Any) -> Any:
        return clock.parse_offset(value) if isinstance(value, str) else value

    @field_validator("public_url")
    @classmethod
    def _check_origin(cls, value: str) -> str:
        url = urlsplit(value)
        host = url.hostname or ""
        if url.scheme not in PORTS or not _HOST.fullmatch(host) or url.port == 0:
            raise ValueError("an http or https origin is needed")
        # As browsers write it (RFC 6454), since that is what they will send and be compared with.
        host = f"[{host}]" if ":" in host else host
        port = "" if url.port in (None, PORTS[url.scheme]) else f":{url.port}"
        if value != f"{url.scheme}://{host}{port}":
            raise ValueError(
                "the origin only: small letters, no usual port, no path, no trailing slash, "
                "no credentials"
            )
        return value

    @field_validator("redis_url")
    @classmethod
    def _check_redis(cls, value: str) -> str:
        url = urlsplit(value)
        if value and (url.scheme not in ("redis", "rediss") or not url.hostname or url.port == 0):
            raise ValueError("redis://host:port/number or rediss://… is needed")
        return value

    @field_validator("database_url")
    @classmethod
    def _make_absolute(cls, url: str) -> str:
        scheme, _, place = url.partition("://")
        if scheme not in DATABASES or not place.removeprefix("/"):
            raise ValueError("sqlite:///file or postgresql://host/name is needed")
        # The one place: a relative SQLite path means the same file for every process.
        if url.startswith("postgres://"):
            url = "postgresql://" + url.removeprefix("postgres://")
        if url.startswith("postgresql://"):
            return "postgresql+psycopg://" + url.removeprefix("postgresql://")
        if url.startswith("sqlite:///") and not url.startswith("sqlite:////"):
            return f"sqlite:///{ROOT / url.removeprefix('sqlite:///')}"
        return url

    @property
    def is_loopback(self) -> bool:
        """Whether only this machine can reach the provider."""
        return urlsplit(self.public_url).hostname in LOOPBACK
