"""What a relying party must be told, read from environment variables and checked all at once."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError, ValidationInfo, field_validator

from rp_kit import paths
from rp_kit.ground import clock
from rp_kit.setting_kinds import Database, Origin, Secret, is_public

DEFAULT_SCOPES = ("openid", "profile", "email", "organization", "habilitations", "services")
#: What is true of the whole installation has the provider's own names: `EFP_ISSUER`, …
_OF_THE_INSTALLATION = frozenset({"issuer", "env", "brand", "trusted_proxies", "clock_offset"})


class WrongSettings(Exception):
    """The settings cannot be used; `faults` has one English line for each reason."""

    def __init__(self, faults: list[str]) -> None:
        super().__init__("wrong settings:\n" + "\n".join(f"  - {fault}" for fault in faults))
        self.faults = faults


class Settings(BaseModel):
    """One relying party: who it is, where it is, which provider it trusts.

    The addresses stand first: what follows is judged by them.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)

    name: str
    public_url: Origin
    issuer: Origin
    client_id: Annotated[str, Field(min_length=1)]
    client_secret: Secret = Field(repr=False)
    secret_key: Secret = Field(repr=False)
    secret_key_fallbacks: tuple[Secret, ...] = Field((), repr=False)
    session_database_url: Database = Field(repr=False)
    scopes: tuple[str, ...] = DEFAULT_SCOPES
    env: Literal["demo", "test", "production"] = "demo"
    brand: Literal["neutral", "state"] = "neutral"
    #: How many stand in front of this process.
    trusted_proxies: Annotated[int, Field(ge=0, le=5)] = 0
    clock_offset: timedelta = timedelta()

    @field_validator("issuer")
    @classmethod
    def _is_somebody_else(cls, value: str, told: ValidationInfo) -> str:
        if value == told.data.get("public_url"):
            raise ValueError("it must differ from the service's own address")
        return value

    @field_validator("secret_key")
    @classmethod
    def _has_one_use(cls, value: str, told: ValidationInfo) -> str:
        if value == told.data.get("client_secret"):
            raise ValueError("it must differ from the client's secret")
        return value

    @field_validator("secret_key_fallbacks", mode="before")
    @classmethod
    def _split(cls, value: Any) -> Any:
        if not isinstance(value, str):
            return value
        return tuple(part.strip() for part in value.split(",") if part.strip())

    @field_validator("clock_offset", mode="before")
    @classmethod
    def _read_offset(cls, value: Any, told: ValidationInfo) -> Any:
        offset = clock.parse_offset(value) if isinstance(value, str) else value
        if offset and is_public(told):
            raise ValueError("the clock moves only where the public address is loopback")
        return offset

    @property
    def is_demonstration(self) -> bool:
        """Whether the pages must say that nothing here is real."""
        return self.env != "production"

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

    Sets the clock's offset. Raises WrongSettings with every fault found.
    """
    variables = {
        field: f"{'efp' if field in _OF_THE_INSTALLATION else name}_{field}".upper()
        for field in Settings.model_fields.keys() - {"name", "scopes"}
    }
    told = {"name": name, "scopes": scopes, "session_database_url": f"sqlite:///var/{name}.sqlite"}
    for field, variable in variables.items():
        if value := environ.get(variable, "").strip():
            told[field] = value
    try:
        settings = Settings.model_validate(told)
    except ValidationError as error:
        raise WrongSettings(
            [f"{variables[str(fault['loc'][0])]}: {fault['msg']}" for fault in error.errors()]
        ) from error
    clock.set_offset(settings.clock_offset)
    return settings
