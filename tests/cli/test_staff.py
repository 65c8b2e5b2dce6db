"""`efp staff add`."""

import pytest
from sqlalchemy import select

from idp.domain import db
from idp.domain.accounts.models import Account
from idp.domain.staff.queries import list_roles
from tests.cli.conftest import Efp, complaint


def ranks_of(email: str) -> list[str]:
    sub = db.session.scalars(select(Account.sub).where(Account.email == email)).one()
    return [role.rank for role in list_roles(sub)]


def test_a_person_gets_a_rank(on_demo: Efp) -> None:
    add = ("staff", "add", "--email", "ra@demo.test", "--rank")
    assert on_demo(*add, "administrator").exit_code == 0
    assert on_demo(*add, "support_assistant", "--service", "soffi").exit_code == 0
    assert ranks_of("ra@demo.test") == ["administrator", "support_assistant"]


@pytest.mark.parametrize(
    ("options", "reason"),
    [
        (("nobody@demo.test", "--rank", "administrator"), "nobody@demo.test"),
        (("ra@demo.test", "--rank", "administrator", "--service", "soffi"), "no --service"),
        (("ra@demo.test", "--rank", "support_assistant"), "the other ranks need one"),
        (("ra@demo.test", "--rank", "support_assistant", "--service", "x"), "the key 'x'"),
        (("ra@demo.test", "--rank", "king"), "king"),
        (("\udced\udca0\udc80", "--rank", "administrator"), "not text in UTF-8"),
    ],
)
def test_bad_input_is_refused_in_one_clear_line(
    on_demo: Efp, options: tuple[str, ...], reason: str
) -> None:
    assert reason in complaint(on_demo("staff", "add", "--email", *options))
    assert ranks_of("ra@demo.test") == []
