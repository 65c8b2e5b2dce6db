"""Rights as a service is told of them, from real rows."""

from datetime import UTC, date, datetime

from flask import Flask
from sqlalchemy import Executable, select, update

from idp.domain import db
from idp.domain.accounts.queries import find_by_email
from idp.domain.catalogue.queries import get_service
from idp.domain.habilitations.models import AccessManager, Habilitation
from idp.domain.habilitations.queries import get_access, list_rights, list_services_of
from idp.ground import clock as provider_clock
from tests.fixtures.clocks import MovedClock


def status_of(email: str, service: str) -> str:
    account = find_by_email(email)
    service_id = get_service(service).id
    assert account is not None
    with db.auto_engine().connect() as connection:
        rights = list_rights(connection, account.id)
        return get_access(
            connection,
            account.id,
            service_id,
            rights,
            kind=account.kind,
            company_id=account.company_id,
        ).status


def test_the_demonstration_shows_each_case(demo: Flask) -> None:
    seen = {
        (email, service): status_of(f"{email}@demo.test", service)
        for email in ("ra", "collaborateur", "sans-acces", "premier", "admin")
        for service in ("soffi", "edof")
    }
    assert seen == {
        ("ra", "soffi"): "granted",
        ("ra", "edof"): "granted",
        ("collaborateur", "soffi"): "granted",
        ("collaborateur", "edof"): "may_request",
        ("sans-acces", "soffi"): "may_request",
        ("sans-acces", "edof"): "may_request",
        ("premier", "soffi"): "first_comer",
        ("premier", "edof"): "code_needed",
        ("admin", "soffi"): "not_allowed",
        ("admin", "edof"): "not_allowed",
    }


def test_a_right_holds_until_midnight_in_paris(demo: Flask, clock: MovedClock) -> None:
    last_day = date(2027, 6, 30)
    change(update(Habilitation).values(until=last_day))
    move_to(clock, datetime(2027, 6, 30, 21, 59, 59, tzinfo=UTC))
    assert provider_clock.today() == last_day
    assert status_of("collaborateur@demo.test", "soffi") == "granted"
    clock.advance(seconds=2)
    assert status_of("collaborateur@demo.test", "soffi") == "expired"


def test_winter_has_another_midnight(demo: Flask, clock: MovedClock) -> None:
    change(update(Habilitation).values(until=date(2027, 12, 31)))
    move_to(clock, datetime(2027, 12, 31, 22, 59, 59, tzinfo=UTC))
    assert status_of("collaborateur@demo.test", "soffi") == "granted"
    clock.advance(seconds=2)
    assert status_of("collaborateur@demo.test", "soffi") == "expired"


def test_a_suspended_right_opens_nothing(demo: Flask) -> None:
    change(update(Habilitation).values(suspended_at=provider_clock.now()))
    assert status_of("collaborateur@demo.test", "soffi") == "suspended"
    account = find_by_email("ra@demo.test")
    assert account is not None
    with db.auto_engine().connect() as connection:
        assert list_rights(connection, account.id) == []


def test_a_company_that_lost_its_managers_is_no_first_comer(demo: Flask) -> None:
    change(update(AccessManager).values(ended_at=provider_clock.now()))
    change(update(Habilitation).values(ended_at=provider_clock.now()))
    assert status_of("sans-acces@demo.test", "soffi") == "may_request"
    assert status_of("sans-acces@demo.test", "edof") == "code_needed"


def test_services_are_those_with_a_right_today(demo: Flask) -> None:
    account_id = db.session.scalars(select(Habilitation.account_id)).first()
    assert account_id is not None
    assert [service.label for service in list_services_of(account_id)] == ["EDOF", "SOFFi"]


def change(statement: Executable) -> None:
    db.session.execute(statement)
    db.session.commit()


def move_to(clock: MovedClock, instant: datetime) -> None:
    clock.advance(seconds=(instant - clock.now()).total_seconds())
