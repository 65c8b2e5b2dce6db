"""What an action changes from a view of EFP Admin is committed, unless the answer is a refusal."""

import pytest
from sqlalchemy import func, select

from idp.domain import db
from idp.domain.actor import SYSTEM
from idp.domain.staff.actions import appoint
from idp.domain.staff.errors import ScopeMismatch
from idp.domain.staff.models import StaffMember
from idp.ground.errors import DomainError
from tests.fixtures.house import House
from web_kit.routes import machine


@pytest.mark.parametrize(
    ("fact", "status", "appointed"), [(None, 200, 1), (ScopeMismatch(), 409, 0)]
)
def test_a_change_is_kept_unless_a_fact_stops_the_action(
    house: House, fact: DomainError | None, status: int, appointed: int
) -> None:
    def change() -> str:
        appoint("ra@demo.test", "administrator", None, by=SYSTEM)
        if fact is not None:
            raise fact
        return "fait"

    app = house.applications["admin"]
    app.add_url_rule("/essai", view_func=machine(change), methods=["POST"])
    before = count_staff(house)
    assert app.test_client().post("/essai").status_code == status
    assert count_staff(house) == before + appointed


def count_staff(house: House) -> int:
    with house.provider.app_context():
        return db.session.scalars(select(func.count()).select_from(StaffMember)).one()
