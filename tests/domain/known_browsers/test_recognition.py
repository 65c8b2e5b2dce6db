"""Recognising a browser, and forgetting it."""

from datetime import datetime

import pytest
from flask import Flask
from sqlalchemy import ColumnElement, select

from idp.domain import db
from idp.domain.accounts.actions import NewAccount, create_account
from idp.domain.accounts.models import Account
from idp.domain.actor import SYSTEM
from idp.domain.known_browsers.actions import purge_expired, recognise
from idp.domain.known_browsers.models import KnownBrowser
from idp.domain.known_browsers.queries import LAST_SEEN, known_browser_values
from tests.fixtures.clocks import MovedClock

ANA, BOB = "ana@demo.test", "bob@demo.test"


@pytest.fixture
def people(domain: Flask, clock: MovedClock) -> dict[str, int]:
    """Two accounts: their ids by address."""
    ids = {}
    for email in (ANA, BOB):
        camille = NewAccount(
            email=email, civilite="monsieur", given_name="Camille", family_name="Martin"
        )
        ids[email] = create_account(camille, by=SYSTEM).id
    db.session.commit()
    return ids


def visit(account_id: int, token: str | None) -> str | None:
    seen_at = last_seen(Account.id == account_id, token)
    with db.transaction() as connection:
        return recognise(connection, account_id, token, seen_at)


def is_known_browser(email: str, token: str) -> bool:
    return last_seen(Account.email_canonical == email, token) is not None


def last_seen(account: ColumnElement[bool], token: str | None) -> datetime | None:
    statement = select(LAST_SEEN).select_from(Account).where(account)
    with db.auto_engine().connect() as connection:
        return connection.execute(statement, known_browser_values(token)).scalar_one()


def test_a_browser_is_new_once(people: dict[str, int]) -> None:
    token = visit(people[ANA], None)
    assert token is not None
    assert visit(people[ANA], token) is None
    assert is_known_browser(ANA, token)
    assert not is_known_browser(BOB, token)
    assert not is_known_browser(ANA, "t" * 43)


def test_two_people_share_a_browser(people: dict[str, int]) -> None:
    first = visit(people[ANA], None)
    second = visit(people[BOB], first)
    assert second is not None
    assert visit(people[ANA], second) is None
    assert visit(people[BOB], second) is None


def test_a_planted_token_is_worthless_afterwards(people: dict[str, int]) -> None:
    planted = visit(people[BOB], None)
    kept = visit(people[ANA], planted)
    assert planted is not None
    assert kept not in (None, planted)
    assert not is_known_browser(ANA, planted)
    assert not is_known_browser(BOB, planted)


def test_a_browser_not_seen_for_long_is_forgotten(
    people: dict[str, int], clock: MovedClock
) -> None:
    token = visit(people[ANA], None)
    assert token is not None
    clock.advance(days=390)
    assert visit(people[ANA], token) is None
    clock.advance(days=396)
    assert not is_known_browser(ANA, token)
    assert visit(people[ANA], token) not in (None, token)
    assert purge_expired() == 1


def test_the_database_does_not_hold_the_token(people: dict[str, int]) -> None:
    token = visit(people[ANA], None)
    with db.auto_engine().connect() as connection:
        row = connection.execute(select(KnownBrowser.browser_hash)).one()
    assert token not in row
