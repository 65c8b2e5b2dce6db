"""Facts that stop a change of the catalogue."""

from idp.ground.errors import DomainError, Unknown


class AddressRefused(DomainError):
    """An address cannot be registered; data: `url`, `reason`."""

    code = "address_refused"


class AddressIsIpv6(DomainError):
    """No form of ours may lead to an IPv6 literal (`web_kit.headers`); data: `url`."""

    code = "address_is_ipv6"


class ServiceUnknown(Unknown):
    """No digital service has this key; data: `key`."""

    code = "service_unknown"


class RoleUnknown(Unknown):
    """The service has no role of this key; data: `service`, `role`."""

    code = "role_unknown"
