"""What a client registered: one document, checked whole whenever it is written."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Annotated, Any, Literal, NoReturn, TypeVar, cast, get_args
from urllib.parse import urlsplit

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    ValidationError,
    ValidationInfo,
    field_validator,
)
from pydantic_core import ErrorDetails, PydanticCustomError

from idp.domain.catalogue.addresses import find_fault
from idp.domain.catalogue.errors import ServiceUnknown
from idp.domain.clients.errors import (
    FieldRefused,
    FieldUnknown,
    NameRefused,
    OpenidMissing,
    RegistrationRefused,
    SectorsDiffer,
    SubjectsWouldChange,
    ValueUnknown,
)
from idp.ground.errors import DomainError
from idp.ground.one_line import is_one_line

Scope = Literal["openid", "profile", "email", "phone", "organization", "habilitations", "services"]
GrantType = Literal["authorization_code"]
AuthMethod = Literal["client_secret_basic", "client_secret_post"]
SubjectType = Literal["public", "pairwise"]
SCOPES: tuple[Scope, ...] = get_args(Scope)
GRANT_TYPES: tuple[GrantType, ...] = get_args(GrantType)
AUTH_METHODS: tuple[AuthMethod, ...] = get_args(AuthMethod)
SUBJECT_TYPES: tuple[SubjectType, ...] = get_args(SubjectType)
#: The values of each field that knows some only.
VALUES: Mapping[str, tuple[str, ...]] = {
    "grant_types": GRANT_TYPES,
    "scopes": SCOPES,
    "auth_method": AUTH_METHODS,
    "subject_type": SUBJECT_TYPES,
}
NAME_CHARACTERS = 120
Values = TypeVar("Values", bound=tuple[str, ...])


@dataclass(frozen=True, slots=True)
class Circumstances:
    """What a document is judged by: the services that there are, and what it replaces."""

    services: Collection[str]
    before: "Registration | None" = None


def _circumstances(info: ValidationInfo) -> Circumstances:
    return cast(Circumstances, info.context)


def _refuse(fault: DomainError) -> NoReturn:
    # Pydantic goes on with the other fields, and tells all faults in the end.
    raise PydanticCustomError("refused", "refused", {"fault": fault})


def _check_name(name: str) -> str:
    if not name.strip() or len(name) > NAME_CHARACTERS or not is_one_line(name):
        _refuse(NameRefused(most=NAME_CHARACTERS))
    return name


def _check_address(url: str) -> str:
    if fault := find_fault(url):
        _refuse(fault)
    return url


def _check_service(key: str | None, info: ValidationInfo) -> str | None:
    if key is not None and key not in _circumstances(info).services:
        _refuse(ServiceUnknown(key=key))
    return key


def _check_scopes(scopes: tuple[Scope, ...]) -> tuple[Scope, ...]:
    if "openid" not in scopes:
        _refuse(OpenidMissing())
    return scopes


def _check_some(values: Values, info: ValidationInfo) -> Values:
    if not values:
        _refuse(FieldRefused(field=info.field_name, reason="one at least is needed"))
    return values


_Address = Annotated[str, AfterValidator(_check_address)]


class Registration(BaseModel):
    """The document. Made by `check` from what somebody asks, by `kept` from the database."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: Annotated[str, AfterValidator(_check_name)] = Field(
        description="What people see when the client has no service."
    )
    service: Annotated[str | None, AfterValidator(_check_service)] = Field(
        None, description="Key of the digital service that it stands for, such as soffi."
    )
    redirect_uris: Annotated[tuple[_Address, ...], AfterValidator(_check_some)] = Field(
        description="Where people come back with a code."
    )
    post_logout_redirect_uris: tuple[_Address, ...] = Field(
        (), description="Where people come back after signing out."
    )
    backchannel_logout_uri: _Address | None = Field(
        None, description="Where the service takes notices that a session has ended."
    )
    grant_types: Annotated[tuple[GrantType, ...], AfterValidator(_check_some)] = GRANT_TYPES
    scopes: Annotated[tuple[Scope, ...], AfterValidator(_check_scopes)] = Field(
        SCOPES, description="All by default; openid is one of them."
    )
    auth_method: AuthMethod = "client_secret_basic"
    subject_type: SubjectType = "public"
    is_pkce_required: bool = Field(True, description="PKCE is demanded unless told otherwise.")

    @property
    def sector(self) -> str:
        """The host by which pairwise subjects differ (OpenID Connect Core 8.1)."""
        return min(_hosts(self.redirect_uris), default="")

    @classmethod
    def kept(cls, document: Mapping[str, Any]) -> "Registration":
        """The document that the database keeps: it was checked by the rules of its day."""
        values: Any = {
            name: tuple(value) if isinstance(value, list) else value
            for name, value in document.items()
        }
        return cls.model_construct(**values)

    @field_validator("subject_type")
    @classmethod
    def _check_subjects(cls, wanted: SubjectType, info: ValidationInfo) -> SubjectType:
        before = _circumstances(info).before
        if before and wanted != before.subject_type:
            _refuse(SubjectsWouldChange(field="subject_type"))
        if wanted == "pairwise" and "redirect_uris" in info.data:
            hosts = _hosts(info.data["redirect_uris"])
            if len(hosts) != 1:
                _refuse(SectorsDiffer())
            if before and hosts != {before.sector}:
                _refuse(SubjectsWouldChange(field="redirect_uris"))
        return wanted


def check(document: Mapping[str, Any], circumstances: Circumstances) -> Registration:
    """The registration that a document asks for. Raises RegistrationRefused, with every fault."""
    try:
        return Registration.model_validate(dict(document), context=circumstances)
    except ValidationError as refused:
        faults = [_fault(each) for each in refused.errors(include_url=False)]
    raise RegistrationRefused(faults=faults)


def _fault(told: ErrorDetails) -> DomainError:
    field = str(told["loc"][0])
    if told["type"] == "refused":
        fault: DomainError = told["ctx"]["fault"]
        return fault
    if told["type"] == "extra_forbidden":
        return FieldUnknown(field=field, instead=_instead(field, Registration.model_fields))
    if told["type"] == "literal_error":
        value = str(told["input"])
        return ValueUnknown(field=field, value=value, instead=_instead(value, VALUES[field]))
    return FieldRefused(field=field, reason=told["msg"])


def _instead(given: str, known: Collection[str]) -> str:
    return "".join(get_close_matches(given, known, 1)) or " | ".join(known)


def _hosts(urls: Collection[str]) -> set[str]:
    return {urlsplit(url).hostname or "" for url in urls}
