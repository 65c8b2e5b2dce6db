"""People, and what the outbox holds for them."""

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from idp.demo.people import PASSWORD
from idp.domain import db
from idp.domain.accounts.actions import NewAccount, create_account
from idp.domain.accounts.passwords import hash_password
from idp.domain.actor import SYSTEM
from idp.domain.outbox.models import MESSAGES
from tests.fixtures.clocks import MovedClock

MakeAccount = Callable[..., int]


@pytest.fixture
def make_account(domain: Flask, clock: MovedClock) -> MakeAccount:
    """Make an account, whose password is PASSWORD; keywords change it. Returns its id."""

    def make(email: str = "Ana.Dupont@demo.test", **changes: Any) -> int:
        ana = NewAccount(
            email=email,
            civilite="madame",
            given_name="Ana",
            family_name="Dupont",
            email_verified=True,
            password_hash=hash_password(PASSWORD),
        )
        account = create_account(ana, by=SYSTEM)
        for name, value in changes.items():
            setattr(account, name, value)
        account_id = account.id  # read now: after the commit it would begin a transaction
        db.session.commit()
        return account_id

    return make


def mails() -> list[Any]:
    """What the mails that wait are made of."""
    statement = select(MESSAGES.c.parameters).where(MESSAGES.c.kind == "mail")
    with db.auto_engine().connect() as connection:
        return list(connection.execute(statement).scalars())
