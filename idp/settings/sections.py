"""The settings by subject, each with its bounds."""

from datetime import date
from pathlib import Path
from typing import Annotated, Literal

from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    ValidationInfo,
    field_validator,
    model_validator,
)

from idp.settings.kinds import Line, MailServer, PageUrl, Phone, Sender, ServiceUrl

DAY_SECONDS = 24 * 3600
Count = Annotated[int, Field(ge=1, le=1_000_000)]
Seconds = Annotated[int, Field(ge=1, le=DAY_SECONDS)]


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
    everywhere_failures: Count = 500
    everywhere_window_seconds: Seconds = 3600
    address_failures: Count = 60
    address_window_seconds: Seconds = 300
    client_failures: Count = 60
    client_window_seconds: Seconds = 60
    # While the captcha is out of order and sign-in goes on without (`captcha_degraded`).
    degraded_account_failures: Count = 3
    degraded_everywhere_failures: Count = 30
    degraded_address_failures: Count = 10
    # Codes that one address may hold unanswered, and plays of them, within their five minutes.
    captcha_codes: Count = 3000
    captcha_plays: Count = 1000


class CaptchEtat(Section):
    """The State's captcha, for those whom PISTE gave a client. Its sandbox has other addresses."""

    url: ServiceUrl = "https://api.piste.gouv.fr/piste/captchetat/v2"
    token_url: ServiceUrl = "https://oauth.piste.gouv.fr/api/oauth/token"  # noqa: S105 (an address)
    scope: Line = "piste.captchetat"
    client_id: Line = ""
    client_secret: Line = Field("", repr=False)


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
    sender: Sender
    sender_name: Line = "EFP Connect"
    host: Annotated[MailServer, Field(validate_default=True)] = ""
    port: Annotated[int, Field(ge=1, le=65535)] = 587
    username: Line = ""
    password: str = Field("", repr=False)
    tls: Literal["starttls", "implicit", "none"] = "starttls"

    @field_validator("host")
    @classmethod
    def _check_host(cls, value: str, told: ValidationInfo) -> str:
        if told.data.get("transport") == "smtp" and not value:
            raise ValueError("the transport 'smtp' needs it")
        return value

    @field_validator("folder")
    @classmethod
    def _check_folder(cls, value: Path) -> Path:
        if value == Path():
            raise ValueError("the path of a folder is needed")
        return value

    @model_validator(mode="after")
    def _check_both(self) -> "Mail":
        if bool(self.username) != bool(self.password):
            raise ValueError("username and password go together")
        return self


class Help(Section):
    """Whom people may turn to, and in whose name the service speaks."""

    operator: Annotated[Line, Field(min_length=1)]
    url: PageUrl = ""
    phone: Phone = ""
    hours: Line = ""


class Texts(Section):
    """What the pages tell of this installation's past.

    `former_portal` is the name of the portal that EFP Connect replaced, with the day when it did:
    the sign-in page then says what becomes of its accounts. Nothing is said without a name.
    """

    former_portal: Line = ""
    former_portal_replaced_on: date | None = None

    @model_validator(mode="after")
    def _check_both(self) -> "Texts":
        if bool(self.former_portal) != (self.former_portal_replaced_on is not None):
            raise ValueError("former_portal and former_portal_replaced_on go together")
        return self
