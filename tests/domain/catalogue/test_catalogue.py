"""Digital services, their roles, and the establishments enlisted in them."""

import pytest
from flask import Flask
from sqlalchemy import func, select

from idp.domain import db
from idp.domain.actor import SYSTEM
from idp.domain.catalogue.actions import enlist
from idp.domain.catalogue.declarations import read_declarations
from idp.domain.catalogue.errors import RoleUnknown, ServiceUnknown
from idp.domain.catalogue.models import Enlistment
from idp.domain.catalogue.queries import get_role, get_service
from idp.domain.organisations.queries import find_company, get_head_office


def test_an_establishment_enlisted_already_stays_so(demo: Flask) -> None:
    company = find_company("900000019")
    assert company is not None
    service, office = get_service("edof"), get_head_office(company.id)
    before = db.session.scalar(select(func.count()).select_from(Enlistment))
    enlist(service, office, by=SYSTEM)
    assert db.session.scalar(select(func.count()).select_from(Enlistment)) == before
    [other] = [site for site in company.establishments if site is not office]
    enlist(service, other, by=SYSTEM)
    assert db.session.scalar(select(func.count()).select_from(Enlistment)) == (before or 0) + 1


def test_what_a_service_has_not_is_unknown(demo: Flask) -> None:
    with pytest.raises(RoleUnknown):
        get_role("edof", "consultation")
    with pytest.raises(ServiceUnknown):
        get_service("nowhere")


def test_the_declared_services_are_sound() -> None:
    keys = [declared.key for declared in read_declarations()]
    assert keys == ["edof", "soffi"]
