"""Facts that stop an action on a company."""

from idp.ground.errors import DomainError, Unknown


class CompanyExists(DomainError):
    """The company is in use already; data: `siren`."""

    code = "company_exists"


class CompanyUnknown(Unknown):
    """No company in use has this number of ours; data: `id`."""

    code = "company_unknown"
