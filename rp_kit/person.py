"""The person as the provider describes them: claims checked once, then plain frozen values."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Annotated, Any, Literal

from pydantic import AnyHttpUrl, BaseModel, ConfigDict, Field, ValidationError, field_validator

from rp_kit.ground import clock

Text = Annotated[str, Field(max_length=500)]
AccessStatus = Literal[
    "granted",
    "first_comer",
    "may_request",
    "code_needed",
    "pending",
    "expired",
    "suspended",
    "not_enlisted",
    "not_allowed",
]


class ClaimsRefused(Exception):
    """The provider sent claims that do not have the agreed form."""


class _Claims(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore")


class Habilitation(_Claims):
    """A role in the calling service for one establishment, until a day (inclusive) or for good."""

    role: Text
    role_label: Text
    siret: Text
    siren: Text
    label: Text
    until: date | None = None


class _WebAddresses(_Claims):
    # A link with another scheme (javascript:) would run in our pages.
    @field_validator("url", "request_url", "manage_url", check_fields=False)
    @classmethod
    def _is_web_address(cls, value: str | None) -> str | None:
        if value is not None:
            AnyHttpUrl(value)
        return value


@dataclass(frozen=True)
class Establishment:
    """One site of a company, with what the person may do there."""

    siret: str
    siren: str
    label: str
    habilitations: tuple[Habilitation, ...]


class Access(_WebAddresses):
    """Why the person may enter or not, and the provider's pages that can change it."""

    status: AccessStatus = "not_allowed"
    access_manager: bool = False
    pending_requests: Annotated[int, Field(ge=0)] = 0
    request_url: Text | None = None
    manage_url: Text | None = None
    requested_at: datetime | None = None


class Service(_WebAddresses):
    """A service that the person may enter, for the switcher."""

    label: Text
    url: Text


class Person(_Claims):
    """One person, by the provider's word. Habilitations are those in date when it was asked."""

    sub: Annotated[str, Field(min_length=1, max_length=255)]
    sid: Text
    name: Text = ""
    given_name: Text = ""
    family_name: Text = ""
    email: Text = ""
    civilite: Text | None = None
    user_type: Text | None = None
    job_title: Text | None = None
    siren: Text | None = None
    organization_label: Text | None = None
    acr: Text | None = None
    amr: tuple[Text, ...] = ()
    habilitations: Annotated[tuple[Habilitation, ...], Field(max_length=2000)] = ()
    access: Access = Access()
    services: Annotated[tuple[Service, ...], Field(max_length=200)] = ()

    @property
    def display_name(self) -> str:
        """The name to show; the e-mail address when the provider told none."""
        return self.name or f"{self.given_name} {self.family_name}".strip() or self.email

    def list_establishments(self) -> list[Establishment]:
        """Return the establishments of the habilitations, in the provider's order."""
        by_siret: dict[str, list[Habilitation]] = {}
        for habilitation in self.habilitations:
            by_siret.setdefault(habilitation.siret, []).append(habilitation)
        return [
            Establishment(siret, held[0].siren, held[0].label, tuple(held))
            for siret, held in by_siret.items()
        ]

    def get_establishment(self, siret: str) -> Establishment:
        """Return the establishment with this SIRET, or the first one if there is no such.

        Raises LookupError if the person has no habilitation.
        """
        establishments = self.list_establishments()
        return next((e for e in establishments if e.siret == siret), establishments[0])


def check_claims(claims: dict[str, Any]) -> dict[str, Any]:
    """Return the claims that are used, in their agreed form. Raises ClaimsRefused."""
    return _parse(claims).model_dump(mode="json")


def read_person(claims: dict[str, Any]) -> Person:
    """Build the person; habilitations past their last day (Paris) are left out.

    The provider leaves them out too, but what it said may be 45 seconds old. Raises ClaimsRefused.
    """
    person = _parse(claims)
    today = clock.today()
    in_date = tuple(h for h in person.habilitations if h.until is None or h.until >= today)
    if len(in_date) == len(person.habilitations):
        return person
    status = person.access.status if in_date else "expired"
    access = person.access.model_copy(update={"status": status})
    return person.model_copy(update={"habilitations": in_date, "access": access})


def _parse(claims: dict[str, Any]) -> Person:
    try:
        return Person.model_validate(claims)
    except ValidationError as error:
        where = ".".join(str(part) for part in error.errors()[0]["loc"])
        raise ClaimsRefused(f"unexpected claim: {where}") from error
