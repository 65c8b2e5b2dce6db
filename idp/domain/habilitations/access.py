"""Which page a service must show to a person: the decision, apart from the reads it needs."""

from dataclasses import dataclass
from typing import Literal

from idp.domain.accounts.models import AccountKind

AccessStatus = Literal[
    "granted",
    "first_comer",
    "may_request",
    "code_needed",
    "expired",
    "suspended",
    "not_enlisted",
    "not_allowed",
]


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known today of one person without a right in date, and one service."""

    kind: AccountKind
    has_company: bool
    was_suspended: bool
    has_expired: bool
    is_manager: bool
    company_has_manager: bool
    company_had_manager: bool
    is_enlisted: bool
    agents_may_enter: bool
    requires_enlistment: bool
    first_comer_becomes_manager: bool
    gives_manager_codes: bool


def decide(facts: Facts) -> AccessStatus:
    """The `access.status` of the contract with relying parties for who holds no right in date.

    A company whose access managers have all gone is never a first comer again.
    """
    if facts.kind == "agent" and not facts.agents_may_enter:
        return "not_allowed"
    if facts.was_suspended:
        return "suspended"
    if facts.has_expired:
        return "expired"
    if not facts.has_company:
        return "not_allowed"
    if facts.requires_enlistment and not facts.is_enlisted:
        return "not_enlisted"
    return _before_any_right(facts)


def _before_any_right(facts: Facts) -> AccessStatus:
    if facts.company_has_manager:
        return "may_request"
    if facts.first_comer_becomes_manager and not facts.company_had_manager:
        return "first_comer"
    if facts.gives_manager_codes:
        return "code_needed"
    return "may_request"
