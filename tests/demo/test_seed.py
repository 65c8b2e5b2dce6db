"""The demonstration's data come in as any data do: by actions, which the journal knows."""

from collections import Counter

import pytest
from flask import Flask
from sqlalchemy import func, select

from idp.demo import people, seed
from idp.demo.sites import RELYING_PARTIES, SERVICES
from idp.domain import db
from idp.domain.audit.models import EVENTS
from idp.domain.catalogue.models import DigitalService
from idp.domain.db import Base
from tests.fixtures.addresses import Addresses


def load(addresses: Addresses) -> None:
    seed.load(addresses.environment)
    db.session.commit()


def count_rows() -> dict[str, int]:
    with db.auto_engine().connect() as connection:
        return {
            table.name: connection.execute(select(func.count()).select_from(table)).scalar_one()
            for table in Base.metadata.sorted_tables
        }


def journal() -> Counter[str]:
    return Counter(db.session.scalars(select(EVENTS.c.event)))


def test_the_journal_knows_where_everything_came_from(demo: Flask) -> None:
    events = journal()
    everybody = people.PEOPLE
    assert events["account.created"] == len(everybody)
    assert events["habilitation.granted"] == sum(len(person.roles) for person in everybody)
    assert events["access_manager.appointed"] == sum(len(person.manages) for person in everybody)
    assert events["staff.appointed"] == sum(len(person.staff) for person in everybody)
    assert events["company.added"] == len(people.COMPANIES)
    assert events["establishment.enlisted"] == sum(
        len(each.enlisted_in) for each in people.COMPANIES
    )
    assert events["client.registered"] == len(RELYING_PARTIES)
    assert events["service.applied"] == len(SERVICES)


def test_loading_twice_changes_nothing(demo: Flask, addresses: Addresses) -> None:
    before = count_rows()
    load(addresses)
    assert count_rows() == before


@pytest.mark.parametrize("change", ["label", "home_url"])
def test_what_a_file_declares_comes_back_and_the_journal_says_so(
    demo: Flask, addresses: Addresses, change: str
) -> None:
    service = db.session.scalars(select(DigitalService).where(DigitalService.key == "soffi")).one()
    before = getattr(service, change)
    setattr(service, change, "https://other.example")
    db.session.commit()
    load(addresses)
    assert getattr(service, change) == before
    assert journal()["service.applied"] == len(SERVICES) + 1


def test_a_role_of_another_name_comes_back_too(demo: Flask, addresses: Addresses) -> None:
    service = db.session.scalars(select(DigitalService).where(DigitalService.key == "soffi")).one()
    service.roles[0].label = "Another"
    db.session.commit()
    load(addresses)
    assert "Another" not in [role.label for role in service.roles]
    assert journal()["service.applied"] == len(SERVICES) + 1
