"""An address has one account, however it is typed and whoever comes at the same time."""

import pytest
from flask import Flask

from idp.domain import db
from idp.domain.accounts.actions import NewAccount, create_account
from idp.domain.accounts.errors import EmailTaken
from idp.domain.accounts.queries import find_by_email
from idp.domain.actor import SYSTEM
from tests.domain.at_once import run_at_once

EMAIL = "Ana.Dupont@demo.test"


def register(email: str = EMAIL) -> None:
    asked = NewAccount(email=email, civilite="madame", given_name="Ana", family_name="Dupont")
    create_account(asked, by=SYSTEM)
    db.session.commit()


def test_the_address_stays_as_it_was_typed(domain: Flask) -> None:
    register()
    account = find_by_email(EMAIL.upper())
    assert account is not None
    assert (account.email, account.name, account.is_active) == (EMAIL, "Ana Dupont", True)


def test_an_address_is_taken_once(domain: Flask) -> None:
    register()
    with pytest.raises(EmailTaken):
        register(f" {EMAIL.lower()}")


def test_of_many_at_once_one_gets_the_address(domain: Flask) -> None:
    assert len(run_at_once(domain, register, times=8, threads=4, refusal=EmailTaken)) == 1
