"""All the settings of one installation."""

from datetime import timedelta
from typing import Annotated, Any, Literal

from pydantic import Field, field_validator

from idp.ground import clock, hosts
from idp.settings.database_url import DatabaseUrl
from idp.settings.kinds import Origin, Secret
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


class Settings(Section):
    """What one installation of the provider was told."""

    env: Literal["demo", "test", "production"]
    public_url: Origin
    database_url: DatabaseUrl = Field(repr=False)
    secret_key: Secret = Field(repr=False)
    secret_key_fallbacks: tuple[Secret, ...] = Field((), repr=False)
    encryption_key: Secret = Field(repr=False)
    encryption_key_fallbacks: tuple[Secret, ...] = Field((), repr=False)
    captcha: Literal["local", "captchetat", "off"] = "local"
    # When the captcha is out of order: nobody signs in, or everybody does under stricter limits.
    captcha_degraded: Literal["refuse", "throttle"] = "refuse"
    captchetat: CaptchEtat = CaptchEtat()
    clock_offset: timedelta = timedelta()
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

    @property
    def is_loopback(self) -> bool:
        """Whether only this machine can reach the provider."""
        return hosts.is_loopback(self.public_url)
