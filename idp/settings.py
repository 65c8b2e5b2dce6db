"""Settings: `config/<environment>.toml`, then `EFP_*` variables over it, checked all at once."""

import os
import re
import tomllib
from collections.abc import Callable, Iterator, Mapping
from datetime import date, timedelta
from pathlib import Path
from typing import Annotated, Any, Literal
from urllib.parse import urlsplit

from flask import Flask, current_app
from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    ValidationError,
    ValidationInfo,
    field_validator,
    model_validator,
)

from idp.domain import clock

ROOT = Path(__file__).resolve().parent.parent
CONFIG = ROOT / "config"
ENVIRONMENTS = ("demo", "test", "production")
DEMO_PREFIX = "demo-"
LOOPBACK = ("localhost", "127.0.0.1", "::1")
PORTS = {"http": 80, "https": 443}
DATABASES = ("sqlite", "postgres", "postgresql", "postgresql+psycopg")
DAY_SECONDS = 24 * 3600
CENTURY = timedelta(days=36525)
_KEPT = "efp-settings"
_HOST = re.compile(r"[a-z0-9._:-]+")
#: EFP_* variables that are read elsewhere: here and by relying parties …
FOREIGN = ("EFP_ENV", "EFP_ISSUER")
#: … and whole families, of EFP Admin, the tests and the bench.
FOREIGN_PREFIXES = ("EFP_ADMIN_", "EFP_TEST_", "EFP_BENCH_")

Secret = Annotated[str, Field(min_length=32)]
Count = Annotated[int, Field(ge=1, le=1_000_000)]
Seconds = Annotated[int, Field(ge=1, le=DAY_SECONDS)]


class WrongSettings(Exception):
    """The settings cannot be used; `faults` has one English line for each reason."""

    def __init__(self, faults: list[str]) -> None:
        super().__init__("wrong settings:\n" + "\n".join(f"  - {fault}" for fault in faults))
        self.faults = faults


class Section(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Sessions(Section):
    """Life of a browser session at the provider."""

    idle_minutes: Annotated[int, Field(ge=1, le=24 * 60)] = 30
    absolute_hours: Annotated[int, Field(ge=1, le=30 * 24)] = 12
    known_browser_days: Annotated[int, Field(ge=1, le=3653)] = 395


class Tokens(Section):
    """Lives of what the protocol gives out, in seconds."""

    code_seconds: Annotated[int, Field(ge=5, le=60)] = 60
    access_token_seconds: Annotated[int, Field(ge=30, le=300)] = 300
    id_token_seconds: Annotated[int, Field(ge=30, le=600)] = 300
    logout_token_seconds: Annotated[int, Field(ge=30, le=120)] = 120
    jwks_max_age_seconds: Annotated[int, Field(ge=0, le=DAY_SECONDS)] = 300
    keys_reload_seconds: Annotated[int, Field(ge=1, le=3600)] = 30


class Throttling(Section):
    """Failed sign-ins that are let through, and the window (seconds) in which they count."""

    account_failures: Count = 10
    account_window_seconds: Seconds = 300
    everywhere_failures: Count = 50
    everywhere_window_seconds: Seconds = 3600
    address_failures: Count = 60
    address_window_seconds: Seconds = 300
    client_failures: Count = 60
    client_window_seconds: Seconds = 60
    # While the captcha is out of order and sign-in goes on without (`captcha_degraded`).
    degraded_account_failures: Count = 3
    degraded_address_failures: Count = 10
    # Codes that one address may hold unanswered, and plays of them, within their five minutes.
    captcha_codes: Count = 300
    captcha_plays: Count = 200


class CaptchEtat(Section):
    """The State's captcha, for those whom PISTE gave a client. Its sandbox has other addresses."""

    url: str = "https://api.piste.gouv.fr/piste/captchetat/v2"
    token_url: str = "https://oauth.piste.gouv.fr/api/oauth/token"  # noqa: S105
    scope: str = "piste.captchetat"
    client_id: str = ""
    client_secret: str = ""

    @field_validator("url", "token_url")
    @classmethod
    def _check_address(cls, value: str) -> str:
        url = urlsplit(value)
        is_safe = url.scheme == "https" or (url.scheme == "http" and url.hostname in LOOPBACK)
        if not is_safe or not url.hostname or url.username is not None or value.endswith("/"):
            raise ValueError("an https address without trailing slash nor credentials is needed")
        return value


class Hashing(Section):
    """argon2id: memory in KiB, and how many hashes one process computes at a time."""

    memory_kib: Annotated[int, Field(ge=8, le=4 * 1024 * 1024)] = 19456
    time_cost: Annotated[int, Field(ge=1, le=100)] = 2
    concurrent: Annotated[int, Field(ge=1, le=64)] = 2
    wait_seconds: Annotated[float, Field(gt=0, le=60)] = 10.0


class Mail(Section):
    """How messages leave. `folder` writes them as files below `var/mail`, to be read there."""

    transport: Literal["smtp", "folder"] = "smtp"
    folder: Path = Path("var/mail")
    sender: str
    sender_name: str = "EFP Connect"
    host: Annotated[str, Field(validate_default=True)] = ""
    port: Annotated[int, Field(ge=1, le=65535)] = 587
    username: str = ""
    password: str = ""
    tls: Literal["starttls", "implicit", "none"] = "starttls"

    @field_validator("host")
    @classmethod
    def _check_host(cls, value: str, told: ValidationInfo) -> str:
        if told.data.get("transport") == "smtp" and not value:
            raise ValueError("the transport 'smtp' needs it")
        return value


class Help(Section):
    """Whom people may turn to, and in whose name the service speaks."""

    operator: str
    url: str = ""
    phone: str = ""
    hours: str = ""


class Texts(Section):
    """What the pages tell of this installation's past.

    `former_portal` is the name of the portal that EFP Connect replaced, with the day when it did:
    the sign-in page then says what becomes of its accounts. Nothing is said without a name.
    """

    former_portal: str = ""
    former_portal_replaced_on: date | None = None

    @model_validator(mode="after")
    def _check_both(self) -> "Texts":
        if bool(self.former_portal) != (self.former_portal_replaced_on is not None):
            raise ValueError("former_portal and former_portal_replaced_on go together")
        return self


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
            target[key] = _split(text) if key.endswith("_fallbacks") else text
        elif name not in FOREIGN and not name.startswith(FOREIGN_PREFIXES):
            yield f"{name}: no such setting"


def _split(text: str) -> list[str]:
    return [part.strip() for part in text.split(",") if part.strip()]


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
    if settings.captcha == "captchetat":
        for name in ("client_id", "client_secret"):
            if not getattr(settings.captchetat, name):
                yield f"captchetat.{name}: the captcha 'captchetat' needs it"
    if not settings.is_loopback:
        yield from (fault for is_wrong, fault in _LOOPBACK_ONLY if is_wrong(settings))


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
