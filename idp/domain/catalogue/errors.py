"""Facts that stop a registration."""

from idp.ground.errors import DomainError, Unknown


class AddressRefused(DomainError):
    """An address cannot be registered; data: `url`, `reason`."""

    code = "address_refused"


class NameRefused(DomainError):
    """A client's name is empty, too long, or cannot be shown; data: `most`, its characters."""

    code = "name_refused"


class ServiceUnknown(Unknown):
    """No digital service has this key; data: `key`."""

    code = "service_unknown"


class RoleUnknown(Unknown):
    """The service has no role of this key; data: `service`, `role`."""

    code = "role_unknown"


class ClientExists(DomainError):
    """The client identifier is taken; data: `client_id`."""

    code = "client_exists"


class SectorsDiffer(DomainError):
    """Pairwise subjects need redirect addresses of one host (OpenID Connect Core 8.1)."""

    code = "sectors_differ"
