"""Facts that stop a registration, or the change of one."""

from idp.ground.errors import DomainError, Unknown


class RegistrationRefused(DomainError):
    """A registration has faults; data: `faults`, all of them, each a DomainError of its own."""

    code = "registration_refused"


class NameRefused(DomainError):
    """A client's name is empty, too long, or cannot be shown; data: `most`, its characters."""

    code = "name_refused"


class FieldUnknown(DomainError):
    """A registration has no such field; data: `field`, `instead`: the closest one, or all."""

    code = "field_unknown"


class FieldRefused(DomainError):
    """A field is missing, or no value of its kind; data: `field`, `reason`."""

    code = "field_refused"


class ValueUnknown(DomainError):
    """A field knows no such value; data: `field`, `value`, `instead`: the closest one, or all."""

    code = "value_unknown"


class OpenidMissing(DomainError):
    """The scopes lack `openid`, without which there is no sign-in (OpenID Connect Core 3.1.2.1)."""

    code = "openid_missing"


class SectorsDiffer(DomainError):
    """Pairwise subjects need redirect addresses of one host (OpenID Connect Core 8.1)."""

    code = "sectors_differ"


class SubjectsWouldChange(DomainError):
    """The service would no longer know its people, whose `sub` would be others; data: `field`."""

    code = "subjects_would_change"


class ClientExists(DomainError):
    """The client identifier is taken; data: `client_id`."""

    code = "client_exists"


class ClientUnknown(Unknown):
    """No client has this identifier; data: `client_id`."""

    code = "client_unknown"
