"""Settings: `config/<environment>.toml`, then `EFP_*` variables over it, checked all at once."""

import os
import tomllib
from collections.abc import Callable, Iterator, Mapping
from datetime import timedelta
from pathlib import Path
from typing import Annotated, Any, Literal
from urllib.parse import urlsplit

from flask import Flask, current_app
from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator

from idp.domain import clock

ROOT = Path(__file__).resolve().parent.parent
CONFIG = ROOT / "config"
ENVIRONMENTS = ("demo", "test", "production")
DEMO_PREFIX = "demo-"
LOOPBACK = ("localhost", "127.0.0.1", "::1")
_KEPT = "efp-settings"
#: EFP_* variables that are read elsewhere: by relying parties, EFP Admin, tests and the bench.
FOREIGN = ("EFP_ENV", "EFP_ISSUER", "EFP_ADMIN_", "EFP_TEST_", "EFP_BENCH_")


class WrongSettings(Exception):
    """The settings cannot be used; `faults` has one English line for each reason."""

    def __init__(self, faults: list[str]) -> None:
        super().__init__("wrong settings:\n" + "\n".join(f"  - {fault}" for fault in faults))
        self.faults = faults


class Section(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Sessions(Section):
    """Life of a browser session at the provider."""

    idle_minutes: Annotated[int, Field(ge=1)] = 30
    absolute_hours: Annotated[int, Field(ge=1)] = 12
    known_browser_days: Annotated[int, Field(ge=1)] = 395


class Tokens(Section):
    """Lives of what the protocol gives out, in seconds."""

    code_seconds: Annotated[int, Field(ge=5, le=60)] = 60
    access_token_seconds: Annotated[int, Field(ge=30, le=300)] = 300
    id_token_seconds: Annotated[int, Field(ge=30, le=600)] = 300
    logout_token_seconds: Annotated[int, Field(ge=30, le=120)] = 120
    jwks_max_age_seconds: Annotated[int, Field(ge=0)] = 300
    keys_reload_seconds: Annotated[int, Field(ge=1)] = 30
    id_token_habilitations_bytes: int = 4096


class Throttling(Section):
    """Failed sign-ins that are let through, and the window (seconds) in which they count."""

    account_failures: Annotated[int, Field(ge=1)] = 10
    account_window_seconds: Annotated[int, Field(ge=1)] = 300
    address_failures: Annotated[int, Field(ge=1)] = 60
    address_window_seconds: Annotated[int, Field(ge=1)] = 300
    client_failures: Annotated[int, Field(ge=1)] = 60
    client_window_seconds: Annotated[int, Field(ge=1)] = 60


class Hashing(Section):
    """argon2id: memory in KiB, and how many hashes one process computes at a time."""

    memory_kib: Annotated[int, Field(ge=8)] = 19456
    time_cost: Annotated[int, Field(ge=1)] = 2
    concurrent: Annotated[int, Field(ge=1)] = 2
    wait_seconds: Annotated[float, Field(gt=0)] = 10.0


class Mail(Section):
    """How messages leave. `folder` writes them as files below `var/mail`, to be read there."""

    transport: Literal["smtp", "folder"] = "smtp"
    folder: Path = Path("var/mail")
    sender: str
    sender_name: str = "EFP Connect"
    host: str = ""
    port: Annotated[int, Field(ge=1, le=65535)] = 587
    username: str = ""
    password: str = ""
    tls: Literal["starttls", "implicit", "none"] = "starttls"


class Help(Section):
    """Whom people may turn to, and in whose name the service speaks."""

    operator: str
    url: str = ""
    phone: str = ""
    hours: str = ""


class Settings(Section):
    """What one installation of the provider was told."""

    env: Literal["demo", "test", "production"]
    public_url: str
    database_url: str
    redis_url: str = ""
    secret_key: Annotated[str, Field(min_length=32)]
    secret_key_fallbacks: tuple[str, ...] = ()
    encryption_key: Annotated[str, Field(min_length=32)]
    encryption_key_fallbacks: tuple[str, ...] = ()
    captcha: Literal["local", "off"] = "local"
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

    @field_validator("clock_offset", mode="before")
    @classmethod
    def _read_offset(cls, value: Any) -> Any:
        return clock.parse_offset(value) if isinstance(value, str) else value

    @field_validator("public_url")
    @classmethod
    def _check_origin(cls, value: str) -> str:
        url = urlsplit(value)
        if url.scheme not in ("http", "https") or not url.hostname:
            raise ValueError("an http or https origin is needed")
        if f"{url.scheme}://{url.netloc}" != value or url.username is not None:
            raise ValueError("the origin only: no path, no trailing slash, no credentials")
        return value

    @field_validator("database_url")
    @classmethod
    def _make_absolute(cls, url: str) -> str:
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


def keep(app: Flask, settings: Settings) -> None:
    """Make `settings` those of this application."""
    app.extensions[_KEPT] = settings
    clock.set_offset(settings.clock_offset)


def current() -> Settings:
    """The settings of the application at work."""
    settings: Settings = current_app.extensions[_KEPT]
    return settings


def load(environment: Mapping[str, str] | None = None) -> Settings:
    """Read the settings. Raises WrongSettings with every fault found, never only the first."""
    variables = os.environ if environment is None else environment
    env = variables.get("EFP_ENV", "demo")
    if env not in ENVIRONMENTS:
        raise WrongSettings([f"EFP_ENV: {env!r} is none of {', '.join(ENVIRONMENTS)}"])
    values = tomllib.loads((CONFIG / f"{env}.toml").read_text(encoding="utf-8"))
    values["env"] = env
    faults = list(_read_variables(variables, values))
    try:
        settings = Settings.model_validate(values)
    except ValidationError as error:
        raise WrongSettings(faults + list(_faults_of(error))) from None
    faults.extend(_contradictions(settings))
    if faults:
        raise WrongSettings(faults)
    return settings


def _read_variables(variables: Mapping[str, str], values: dict[str, Any]) -> Iterator[str]:
    known = dict(_variable_names())
    for name in sorted(name for name in variables if name.startswith("EFP_")):
        if name in known:
            *section, key = known[name]
            target = values.setdefault(section[0], {}) if section else values
            text = variables[name]
            target[key] = text.split(",") if key.endswith("_fallbacks") else text
        elif not name.startswith(FOREIGN):
            yield f"{name}: no such setting"


def _variable_names() -> Iterator[tuple[str, tuple[str, ...]]]:
    for key, field in Settings.model_fields.items():
        kind = field.annotation
        if isinstance(kind, type) and issubclass(kind, Section):
            for inner in kind.model_fields:
                yield f"EFP_{key}_{inner}".upper(), (key, inner)
        elif key != "env":
            yield f"EFP_{key}".upper(), (key,)


def _faults_of(error: ValidationError) -> Iterator[str]:
    for fault in error.errors(include_url=False, include_input=False):
        yield f"{'.'.join(str(part) for part in fault['loc'])}: {fault['msg']}"


def _contradictions(settings: Settings) -> Iterator[str]:
    if settings.secret_key == settings.encryption_key:
        yield "encryption_key: it must differ from secret_key"
    if not settings.is_loopback:
        yield from (fault for is_wrong, fault in _LOOPBACK_ONLY if is_wrong(settings))


_LOOPBACK_ONLY: tuple[tuple[Callable[[Settings], bool], str], ...] = (
    (lambda s: not s.public_url.startswith("https://"), "public_url: https is needed"),
    (lambda s: s.env != "production", "env: demo and test serve loopback addresses only"),
    (lambda s: s.captcha == "off", "captcha: off is for loopback addresses only"),
    (lambda s: bool(s.clock_offset), "clock_offset: it is for loopback addresses only"),
    (lambda s: s.mail.transport == "folder", "mail.transport: folder is for loopback addresses"),
    (lambda s: s.secret_key.startswith(DEMO_PREFIX), "secret_key: a demo secret"),
    (lambda s: s.encryption_key.startswith(DEMO_PREFIX), "encryption_key: a demo secret"),
)
