"""What a relying party must be told, read from environment variables and checked all at once."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Literal, TypeVar

from sqlalchemy import make_url
from sqlalchemy.exc import ArgumentError

from rp_kit import paths
from rp_kit.ground import clock
from rp_kit.ground.hosts import is_loopback, is_origin

DEMO_SECRET = "demo-"  # noqa: S105 (a mark that makes a secret refused, not a secret)
SECRET_CHARACTERS = 32
LARGEST_PORT = 65535
Brand = Literal["neutral", "state"]
# What may be said of the whole installation, the default first.
BRANDS: Mapping[str, Brand] = {"neutral": "neutral", "state": "state"}
IS_DEMONSTRATION = {"demo": True, "test": True, "production": False}
PROXIES = {str(hops): hops for hops in range(6)}
T = TypeVar("T")
DEFAULT_SCOPES = ("openid", "profile", "email", "organization", "habilitations", "services")


class WrongSettings(Exception):
    """The settings cannot be used; `faults` has one English line for each reason."""

    def __init__(self, faults: list[str]) -> None:
        super().__init__("wrong settings:\n" + "\n".join(f"  - {fault}" for fault in faults))
        self.faults = faults


@dataclass(frozen=True, kw_only=True)
class Settings:
    """One relying party: who it is, where it is, which provider it trusts."""

    client_id: str
    client_secret: str = field(repr=False)
    public_url: str
    secret_key: str = field(repr=False)
    issuer: str
    session_database_url: str = field(repr=False)
    name: str
    scopes: tuple[str, ...] = DEFAULT_SCOPES
    secret_key_fallbacks: tuple[str, ...] = field(default=(), repr=False)
    brand: Brand = "neutral"
    is_demonstration: bool = True
    trusted_proxies: int = 0

    @property
    def is_https(self) -> bool:
        """Whether people reach the service over TLS."""
        return self.public_url.startswith("https://")

    @property
    def redirect_uri(self) -> str:
        """Address registered at the provider for the answers to authorization requests."""
        return self.public_url + paths.REDIRECT

    @property
    def post_logout_redirect_uri(self) -> str:
        """Address registered at the provider for the return after signing out."""
        return self.public_url + paths.SIGN_OUT


def load(
    name: str, environ: Mapping[str, str], *, scopes: tuple[str, ...] = DEFAULT_SCOPES
) -> Settings:
    """Read the settings of the relying party `name` (`soffi` reads `SOFFI_CLIENT_ID`, …).

    What is true of the whole installation has the provider's own names: `EFP_ENV`, `EFP_BRAND`,
    `EFP_TRUSTED_PROXIES` (how many stand in front of this process), `EFP_CLOCK_OFFSET`.

    Sets the clock's offset. Raises WrongSettings with every fault found.
    """
    prefix = f"{name.upper()}_"
    faults: list[str] = []

    def required(variable: str) -> str:
        value = environ.get(variable, "").strip()
        if not value:
            faults.append(f"{variable} is missing")
        return value

    settings = Settings(
        client_id=required(f"{prefix}CLIENT_ID"),
        client_secret=required(f"{prefix}CLIENT_SECRET"),
        public_url=required(f"{prefix}PUBLIC_URL"),
        secret_key=required(f"{prefix}SECRET_KEY"),
        issuer=required("EFP_ISSUER"),
        session_database_url=environ.get(f"{prefix}SESSION_DATABASE_URL")
        or f"sqlite:///var/{name}.sqlite",
        name=name,
        scopes=scopes,
        secret_key_fallbacks=_split(environ.get(f"{prefix}SECRET_KEY_FALLBACKS", "")),
        brand=_choose("EFP_BRAND", BRANDS, environ, faults),
        is_demonstration=_choose("EFP_ENV", IS_DEMONSTRATION, environ, faults),
        trusted_proxies=_choose("EFP_TRUSTED_PROXIES", PROXIES, environ, faults),
    )
    faults += _faults_of_addresses(prefix, settings) + _faults_of_secrets(prefix, settings)
    offset = _read_offset(environ.get("EFP_CLOCK_OFFSET", ""), settings, faults)
    if faults:
        raise WrongSettings(faults)
    clock.set_offset(offset)
    return settings


def _split(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split(",") if part.strip())


def _choose(
    variable: str, choices: Mapping[str, T], environ: Mapping[str, str], faults: list[str]
) -> T:
    default, *_ = choices
    told = environ.get(variable, "").strip() or default
    if told not in choices:
        faults.append(f"{variable} must be one of {', '.join(choices)}")
    return choices.get(told, choices[default])


def _faults_of_addresses(prefix: str, settings: Settings) -> list[str]:
    addresses = {f"{prefix}PUBLIC_URL": settings.public_url, "EFP_ISSUER": settings.issuer}
    faults = [
        f"{variable} must be an origin such as https://soffi.example (http on loopback only)"
        for variable, value in addresses.items()
        if value and not is_origin(value)
    ]
    if settings.public_url and settings.public_url == settings.issuer:
        faults.append(f"{prefix}PUBLIC_URL and EFP_ISSUER must differ")
    if not _is_database(settings.session_database_url):
        faults.append(
            f"{prefix}SESSION_DATABASE_URL must be an address such as sqlite:///file, "
            "of a database whose driver is installed"
        )
    return faults


def _is_database(address: str) -> bool:
    try:
        url = make_url(address)
        url.get_dialect().import_dbapi()
    except (ArgumentError, ValueError, ImportError):
        return False
    is_server = url.get_backend_name() != "sqlite"
    has_place = bool(url.database) and (is_server or url.host is None)
    return has_place and (url.port is None or 0 < url.port <= LARGEST_PORT)


def _faults_of_secrets(prefix: str, settings: Settings) -> list[str]:
    fallbacks = [
        (f"{prefix}SECRET_KEY_FALLBACKS", value) for value in settings.secret_key_fallbacks
    ]
    secrets = [
        (f"{prefix}CLIENT_SECRET", settings.client_secret),
        (f"{prefix}SECRET_KEY", settings.secret_key),
        *fallbacks,
    ]
    faults = [
        f"{variable} must have at least {SECRET_CHARACTERS} characters"
        for variable, value in secrets
        if value and len(value) < SECRET_CHARACTERS
    ]
    if is_origin(settings.public_url) and not is_loopback(settings.public_url):
        faults += [
            f"{variable} is a demonstration secret: the public address is not loopback"
            for variable, value in secrets
            if value.startswith(DEMO_SECRET)
        ]
    if settings.secret_key and settings.secret_key == settings.client_secret:
        faults.append(f"{prefix}SECRET_KEY and {prefix}CLIENT_SECRET must differ")
    return faults


def _read_offset(text: str, settings: Settings, faults: list[str]) -> timedelta:
    try:
        offset = clock.parse_offset(text)
    except ValueError as error:
        faults.append(f"EFP_CLOCK_OFFSET: {error}")
        return timedelta()
    if offset and is_origin(settings.public_url) and not is_loopback(settings.public_url):
        faults.append("EFP_CLOCK_OFFSET is refused: the public address is not loopback")
    return offset
