"""Companies come into use once."""

import pytest
from flask import Flask

from idp.domain.actor import SYSTEM
from idp.domain.organisations.actions import add_company
from idp.domain.organisations.errors import CompanyExists, CompanyUnknown
from idp.domain.organisations.queries import find_company, get_head_office

SIREN = "900000035"
SITES = {"90000003500019": "VITRAUX - LILLE", "90000003500027": "VITRAUX - METZ"}


def test_the_first_establishment_is_the_head_office(domain: Flask) -> None:
    company = add_company(SIREN, "VITRAUX", SITES, by=SYSTEM)
    assert find_company(SIREN) is company
    assert get_head_office(company.id).siret == "90000003500019"
    assert {site.siret: site.label for site in company.establishments} == SITES


def test_a_company_is_added_once(domain: Flask) -> None:
    add_company(SIREN, "VITRAUX", SITES, by=SYSTEM)
    with pytest.raises(CompanyExists):
        add_company(SIREN, "VITRAUX", {}, by=SYSTEM)


def test_a_company_that_is_not_in_use_has_no_head_office(domain: Flask) -> None:
    with pytest.raises(CompanyUnknown):
        get_head_office(7)
