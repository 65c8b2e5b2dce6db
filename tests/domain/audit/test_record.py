"""An event is one row: faithful, harmless to read, written with the change or not at all."""

import json

import pytest
from flask import Flask
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from idp.domain import db
from idp.domain.actor import SYSTEM, Actor
from idp.domain.audit import record, sealing
from tests.fixtures.clocks import MovedClock
from tests.fixtures.journal import events, write


def test_an_event_keeps_who_did_what_to_whom_and_when(journal: Flask, clock: MovedClock) -> None:
    clock.advance(days=40)
    before = clock.now()
    person = Actor("account", account_id=7, address="192.0.2.1", correlation_id="c0ffee")
    with db.transaction() as connection:
        record(
            connection,
            "sign_in.failed",
            by=person,
            account_id=8,
            client_id="soffi",
            service="soffi",
            company_id=9,
            session_hash="abc",
            result="refused",
            reason="wrong_password",
            data={"tries": 3},
        )
    [event] = events("%")
    assert before <= event.occurred_at <= clock.now()
    assert (event.event, event.result, event.reason) == (
        "sign_in.failed",
        "refused",
        "wrong_password",
    )
    assert (event.actor_kind, event.actor_account_id, event.address) == ("account", 7, "192.0.2.1")
    assert (event.account_id, event.company_id, event.session_hash) == (8, 9, "abc")
    assert (event.client_id, event.service, event.correlation_id) == ("soffi", "soffi", "c0ffee")
    assert json.loads(event.data) == {"tries": 3}


def test_hostile_text_is_stored_as_visible_escapes(journal: Flask) -> None:
    hostile = "a\r\nsign_in.succeeded\x00\x1b[2J\u202e"
    caller = Actor("client", client_id=hostile)
    with db.transaction() as connection:
        record(connection, "client.refused", by=caller, client_id="x" * 200, data={"hint": hostile})
    [event] = events("%")
    assert event.actor_client_id == r"a\r\nsign_in.succeeded\x00\x1b[2J\u202e"
    assert event.client_id == "x" * 64
    assert event.data.isascii()
    assert event.data.isprintable()
    assert json.loads(event.data) == {"hint": hostile}


@pytest.mark.parametrize("has_begun", [True, False])
def test_an_event_goes_with_the_change_that_is_rolled_back(journal: Flask, has_begun: bool) -> None:
    if has_begun:
        db.session.execute(text("SELECT 1"))
    record(db.session, "test.happened", by=SYSTEM)
    db.roll_back()
    db.session.commit()
    assert events("%") == []


@pytest.mark.parametrize("table", ["audit_events", "audit_seals"])
@pytest.mark.parametrize(
    "verb", ["UPDATE {table} SET {column} = {column}", "DELETE FROM {table}", "TRUNCATE {table}"]
)
def test_the_database_refuses_to_change_or_delete_a_row(
    domain: Flask, table: str, verb: str
) -> None:
    write(1)
    sealing.seal_new()
    column = "event" if table == "audit_events" else "mac"
    statement = text(verb.format(table=table, column=column))
    with (
        # SQLite knows no TRUNCATE at all.
        pytest.raises(DBAPIError, match=r'never changed nor deleted|near "TRUNCATE": syntax error'),
        db.transaction() as connection,
    ):
        connection.execute(statement)
