"""The decision which page a service shows."""

from dataclasses import replace
from typing import Any

import pytest

from idp.domain.habilitations.access import AccessStatus, Facts, decide

NEWCOMER = Facts(
    kind="professional",
    has_company=True,
    was_suspended=False,
    has_expired=False,
    is_manager=False,
    company_has_manager=False,
    company_had_manager=False,
    is_enlisted=False,
    agents_may_enter=False,
    requires_enlistment=False,
    first_comer_becomes_manager=True,
    gives_manager_codes=False,
)


@pytest.mark.parametrize(
    ("changes", "status"),
    [
        ({}, "first_comer"),
        ({"is_manager": True, "company_has_manager": True}, "may_request"),
        ({"company_has_manager": True}, "may_request"),
        ({"company_had_manager": True}, "may_request"),
        ({"company_had_manager": True, "gives_manager_codes": True}, "code_needed"),
        ({"first_comer_becomes_manager": False, "gives_manager_codes": True}, "code_needed"),
        ({"first_comer_becomes_manager": False}, "may_request"),
        ({"was_suspended": True, "has_expired": True}, "suspended"),
        ({"has_expired": True}, "expired"),
        ({"requires_enlistment": True}, "not_enlisted"),
        ({"requires_enlistment": True, "is_enlisted": True}, "first_comer"),
        ({"has_company": False}, "not_allowed"),
        ({"kind": "agent"}, "not_allowed"),
        ({"kind": "agent", "agents_may_enter": True}, "first_comer"),
    ],
)
def test_the_status_follows_from_the_facts(changes: dict[str, Any], status: AccessStatus) -> None:
    assert decide(replace(NEWCOMER, **changes)) == status
