"""Rights are given once, whoever gives them at the same time, and given anew when they lapse."""

from datetime import date

import pytest
from flask import Flask
from sqlalchemy import select, update

from idp.domain import db
from idp.domain.actor import SYSTEM
from idp.domain.catalogue.queries import get_role, get_service
from idp.domain.habilitations.actions import appoint_manager, grant
from idp.domain.habilitations.models import AccessManager, Habilitation
from idp.domain.habilitations.queries import Right, list_rights
from idp.domain.organisations.queries import find_company, get_head_office
from idp.ground import clock
from tests.domain.at_once import run_at_once
from tests.domain.people import account_id_of
from tests.fixtures.journal import events

NEWCOMER = "sans-acces@demo.test"
LAST_DAY = date(2099, 6, 30)


def give(until: date | None = None) -> None:
    """Give the newcomer a role in SOFFi, on the head office."""
    role, office = get_role("soffi", "consultation"), get_head_office(company_id())
    grant(account_id_of(NEWCOMER), role.id, office.id, until=until, by=SYSTEM)
    db.session.commit()


def company_id() -> int:
    company = find_company("900000019")
    assert company is not None
    return company.id


def rights() -> list[Right]:
    with db.auto_engine().connect() as connection:
        return list(list_rights(connection, account_id_of(NEWCOMER)))


def count_events(name: str) -> int:
    """How many events of this name the newcomer has."""
    return [event.account_id for event in events(name)].count(account_id_of(NEWCOMER))


@pytest.mark.usefixtures("demo")
def test_a_right_given_again_lasts_until_the_new_day() -> None:
    for until in (None, LAST_DAY, LAST_DAY):
        give(until)
    [right] = rights()
    assert (right.held.role, right.held.until) == ("consultation", LAST_DAY)
    assert count_events("habilitation.granted") == 2


@pytest.mark.usefixtures("demo")
def test_a_suspended_right_given_again_opens() -> None:
    give()
    db.session.execute(update(Habilitation).values(suspended_at=clock.now()))
    db.session.commit()
    assert rights() == []
    give()
    assert len(rights()) == 1
    assert count_events("habilitation.granted") == 2


def test_a_right_given_by_many_at_once_is_one(demo: Flask) -> None:
    run_at_once(demo, give, times=8, threads=4)
    assert len(rights()) == 1
    assert count_events("habilitation.granted") == 1


@pytest.mark.usefixtures("demo")
def test_a_manager_appointed_again_goes_on() -> None:
    account_id, service_id = account_id_of(NEWCOMER), get_service("soffi").id
    for _ in range(2):
        appoint_manager(account_id, service_id, company_id(), by=SYSTEM)
    held = select(AccessManager.id).where(AccessManager.account_id == account_id)
    assert len(db.session.scalars(held).all()) == 1
    db.session.commit()
    assert count_events("access_manager.appointed") == 1
