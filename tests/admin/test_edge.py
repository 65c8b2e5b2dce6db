"""What an action changes from a view of EFP Admin is committed, unless the answer is a refusal."""

from collections.abc import Callable
from typing import NoReturn

from sqlalchemy import func, select
from werkzeug.test import TestResponse

from idp.domain import db
from idp.domain.actor import SYSTEM
from idp.domain.staff.actions import appoint
from idp.domain.staff.errors import ScopeMismatch
from idp.domain.staff.models import StaffMember
from tests.fixtures.house import House
from web_kit.routes import machine


def call(house: House, view: Callable[[], str]) -> TestResponse:
    """Give EFP Admin one more view, and post to it."""
    app = house.applications["admin"]
    app.add_url_rule("/essai", view_func=machine(view), methods=["POST"])
    return app.test_client().post("/essai")


def count_staff(house: House) -> int | None:
    with house.provider.app_context():
        return db.session.scalar(select(func.count()).select_from(StaffMember))


def test_a_change_is_committed(house: House) -> None:
    def change() -> str:
        appoint("ra@demo.test", "administrator", None, by=SYSTEM)
        return "fait"

    before = count_staff(house) or 0
    assert call(house, change).status_code == 200
    assert count_staff(house) == before + 1


def test_a_fact_that_stops_an_action_is_told_and_changes_nothing(house: House) -> None:
    def change() -> NoReturn:
        appoint("ra@demo.test", "administrator", None, by=SYSTEM)
        raise ScopeMismatch

    before = count_staff(house)
    assert call(house, change).status_code == 409
    assert count_staff(house) == before
