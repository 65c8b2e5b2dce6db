"""People come to work in EFP Admin: one rank for each service, or one over everything."""

import pytest
from sqlalchemy import select

from idp.domain import db
from idp.domain.accounts.errors import AccountUnknown
from idp.domain.accounts.models import Account
from idp.domain.actor import SYSTEM
from idp.domain.staff.actions import appoint
from idp.domain.staff.errors import ScopeMismatch
from idp.domain.staff.models import Rank
from idp.domain.staff.queries import StaffRole, list_roles
from tests.fixtures.journal import events

EMAIL = "ra@demo.test"


def roles() -> list[StaffRole]:
    sub = db.session.scalars(select(Account.sub).where(Account.email == EMAIL)).one()
    return list(list_roles(sub))


@pytest.mark.usefixtures("demo")
def test_another_rank_for_a_service_takes_the_place_of_the_first() -> None:
    appoint(EMAIL, "support_assistant", "edof", by=SYSTEM)
    for rank in ("support_assistant", "application_administrator"):
        appoint(EMAIL, rank, "soffi", by=SYSTEM)
    assert roles() == [
        StaffRole("application_administrator", "SOFFi"),
        StaffRole("support_assistant", "EDOF"),
    ]
    db.session.commit()
    assert events("staff.appointed")[-1].data == '{"rank":"application_administrator"}'


@pytest.mark.usefixtures("demo")
def test_an_administrator_appointed_again_stays_one() -> None:
    for _ in range(2):
        appoint(EMAIL, "administrator", None, by=SYSTEM)
    assert roles() == [StaffRole("administrator", None)]


@pytest.mark.usefixtures("demo")
@pytest.mark.parametrize(
    ("rank", "service"), [("administrator", "soffi"), ("support_assistant", None)]
)
def test_a_rank_has_its_scope(rank: Rank, service: str | None) -> None:
    with pytest.raises(ScopeMismatch):
        appoint(EMAIL, rank, service, by=SYSTEM)


@pytest.mark.usefixtures("demo")
def test_only_people_with_an_account_are_appointed() -> None:
    with pytest.raises(AccountUnknown):
        appoint("nobody@demo.test", "administrator", None, by=SYSTEM)
