"""People, and what the journal and the outbox hold of them."""

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import Row, select

from idp.domain import db
from idp.domain.accounts.models import Account
from idp.domain.accounts.passwords import hash_password
from idp.domain.accounts.queries import canonical_email
from idp.domain.audit.models import EVENTS
from idp.domain.tokens import random_token
from tests.fixtures.clocks import MovedClock

PASSWORD = "Vitrail-Ocean-2026!"
MakeAccount = Callable[..., int]
Journal = Callable[[], list[Row[Any]]]


@pytest.fixture
def make_account(domain: Flask, clock: MovedClock) -> MakeAccount:
    """Make an account, whose password is PASSWORD; keywords change it. Returns its id."""

    def make(email: str = "Ana.Dupont@demo.test", **changes: Any) -> int:
        account = Account(
            sub=random_token(),
            pairwise_seed=random_token(),
            kind="professional",
            email=email,
            email_canonical=canonical_email(email),
            email_verified=True,
            password_hash=hash_password(PASSWORD),
            civilite="madame",
            given_name="Ana",
            family_name="Dupont",
            phone_number_verified=False,
            is_active=True,
            created_at=clock.now(),
            updated_at=clock.now(),
        )
        for name, value in changes.items():
            setattr(account, name, value)
        db.session.add(account)
        db.session.flush()
        account_id = account.id  # read now: after the commit it would begin a transaction
        db.session.commit()
        return account_id

    return make


@pytest.fixture
def sign_in_events(domain: Flask) -> Journal:
    """Read the events of sign-ins, in order."""

    def read() -> list[Row[Any]]:
        statement = select(EVENTS).where(EVENTS.c.event.like("sign_in.%")).order_by(EVENTS.c.id)
        with db.auto_engine().connect() as connection:
            return list(connection.execute(statement))

    return read
