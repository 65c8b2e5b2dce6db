"""A message leaves if and only if the change that it tells about was committed."""

from flask import Flask
from sqlalchemy import Row, select

from idp.domain import db, outbox
from idp.domain.outbox.models import MESSAGES
from idp.mail import Message


def rows() -> list[Row[tuple[object, ...]]]:
    with db.auto_engine().connect() as connection:
        return list(connection.execute(select(MESSAGES).order_by(MESSAGES.c.id)))


def test_a_message_waits_once_its_transaction_commits(domain: Flask) -> None:
    outbox.put(db.session, "notice", {"to": "a"})
    db.session.commit()
    [row] = rows()
    assert (row.kind, row.parameters, row.state) == ("notice", {"to": "a"}, "waiting")


def test_a_message_goes_with_the_change_that_is_rolled_back(domain: Flask) -> None:
    outbox.put(db.session, "notice", {})
    db.session.rollback()
    assert rows() == []


def test_a_second_message_with_the_same_key_is_ignored(domain: Flask) -> None:
    with db.transaction() as connection:
        outbox.put(connection, "notice", {"number": 1}, key="k")
        outbox.put(connection, "notice", {"number": 2}, key="k")
        outbox.put(connection, "notice", {"number": 3})
        outbox.put(connection, "notice", {"number": 4})
    assert [row.parameters["number"] for row in rows()] == [1, 3, 4]


def test_secrets_are_unreadable_in_the_database(domain: Flask) -> None:
    message = Message(
        template="reset", to="a@b.test", parameters={"name": "Ana"}, secrets={"code": "918273"}
    )
    with db.transaction() as connection:
        outbox.put_mail(connection, message)
    [row] = rows()
    assert row.parameters == {"template": "reset", "to": "a@b.test", "parameters": {"name": "Ana"}}
    assert row.secrets_encrypted is not None
    assert "918273" not in str(row)
