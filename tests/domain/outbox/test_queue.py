"""Sending: once in the ordinary case, again after a failure, never after the time is over."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import Row, select

from idp.domain import db, outbox
from idp.domain.outbox import Claimed, PermanentFailure, actions, queue
from idp.domain.outbox.models import MESSAGES
from idp.ground.errors import Unavailable
from tests.fixtures.clocks import MovedClock


class Recorder:
    """A sender that notes what it got, and fails as it is told."""

    def __init__(self) -> None:
        self.sent: list[Claimed] = []
        self.failures: list[Exception] = []
        self.meanwhile: Callable[[], object] = lambda: None

    def __call__(self, message: Claimed) -> None:
        self.sent.append(message)
        self.meanwhile()
        if self.failures:
            raise self.failures.pop(0)


@pytest.fixture
def sender() -> Recorder:
    return Recorder()


def put(**options: Any) -> None:
    with db.transaction() as connection:
        outbox.put(connection, "notice", {"to": "a"}, secrets={"code": "918273"}, **options)


def only_row() -> Row[Any]:
    with db.auto_engine().connect() as connection:
        return connection.execute(select(MESSAGES)).one()


def send(sender: Recorder) -> bool:
    return queue.send_next({"notice": sender})


def test_a_message_is_sent_once_and_its_secrets_are_erased(
    domain: Flask, sender: Recorder, clock: MovedClock
) -> None:
    put()
    assert send(sender)
    assert not send(sender)
    clock.advance(days=1)
    assert not send(sender)
    [message] = sender.sent
    assert (message.parameters, message.secrets) == ({"to": "a"}, {"code": "918273"})
    row = only_row()
    assert (row.state, row.secrets_encrypted, row.lease_ends_at) == ("sent", None, None)
    assert row.ended_at is not None


@pytest.mark.parametrize("failure", [Unavailable(), OSError("disk"), KeyError("x")])
def test_after_a_passing_failure_it_is_sent_again_ever_later(
    domain: Flask, sender: Recorder, clock: MovedClock, failure: Exception
) -> None:
    sender.failures = [failure, failure]
    put()
    assert send(sender)
    clock.advance(seconds=4)
    assert not send(sender)
    clock.advance(seconds=1)
    assert send(sender)
    clock.advance(seconds=9)
    assert not send(sender)
    clock.advance(seconds=1)
    assert send(sender)
    assert only_row().state == "sent"
    assert [message.attempts for message in sender.sent] == [1, 2, 3]


def test_it_waits_an_hour_at_most_and_gives_up_in_the_end(
    domain: Flask, sender: Recorder, clock: MovedClock
) -> None:
    sender.failures = [Unavailable() for _ in range(queue.MAX_ATTEMPTS)]
    put()
    for _ in range(queue.MAX_ATTEMPTS):
        assert send(sender)
        clock.advance(hours=1)
    assert not send(sender)
    row = only_row()
    assert (row.state, row.last_error, row.secrets_encrypted) == ("failed", "Unavailable", None)


def test_a_permanent_failure_ends_it_at_once(domain: Flask, sender: Recorder) -> None:
    sender.failures = [PermanentFailure("no such mailbox")]
    put()
    send(sender)
    row = only_row()
    assert (row.state, row.attempts, row.secrets_encrypted) == ("failed", 1, None)


def test_a_kind_without_sender_waits_and_holds_up_no_other(domain: Flask, sender: Recorder) -> None:
    put()
    with db.transaction() as connection:
        outbox.put(connection, "other", {})
    assert queue.send_next({"other": sender})
    assert not queue.send_next({"other": sender})
    assert send(sender)
    assert [(message.kind, message.attempts) for message in sender.sent] == [
        ("other", 1),
        ("notice", 1),
    ]


def test_it_never_leaves_after_its_time_and_its_secrets_go(
    domain: Flask, sender: Recorder, clock: MovedClock
) -> None:
    put(expires_at=clock.now() + timedelta(minutes=10))
    assert queue.expire() == 0
    clock.advance(minutes=10)
    assert not send(sender)
    assert only_row().secrets_encrypted is not None
    assert queue.expire() == 1
    row = only_row()
    assert (row.state, row.secrets_encrypted) == ("expired", None)


def test_messages_leave_in_the_order_in_which_they_came(domain: Flask, sender: Recorder) -> None:
    for number in range(3):
        with db.transaction() as connection:
            outbox.put(connection, "notice", {"number": number})
    while send(sender):
        pass
    assert [message.parameters["number"] for message in sender.sent] == [0, 1, 2]


def test_while_one_worker_has_it_in_hand_no_other_gets_it(domain: Flask, sender: Recorder) -> None:
    other = Recorder()
    seen: list[bool] = []
    sender.meanwhile = lambda: seen.append(send(other))
    put()
    send(sender)
    assert seen == [False]
    assert other.sent == []


def test_a_message_in_dead_hands_is_sent_by_another_worker(
    domain: Flask, sender: Recorder, clock: MovedClock
) -> None:
    class Killed(BaseException):
        pass

    def die() -> None:
        raise Killed

    sender.meanwhile = die
    put()
    with pytest.raises(Killed):
        send(sender)
    other = Recorder()
    assert not send(other)
    clock.advance(minutes=2)
    assert send(other)
    assert [message.attempts for message in other.sent] == [2]


def test_a_worker_that_overslept_its_lease_does_not_speak_for_the_next(
    domain: Flask, sender: Recorder, clock: MovedClock
) -> None:
    other = Recorder()
    other.failures = [Unavailable()]

    def oversleep() -> None:
        clock.advance(minutes=2)
        assert send(other)

    sender.meanwhile = oversleep
    put()
    send(sender)
    row = only_row()
    assert (row.state, row.attempts) == ("waiting", 2)


def test_no_transaction_is_open_while_a_message_travels(domain: Flask, sender: Recorder) -> None:
    def write_elsewhere() -> None:
        with db.transaction() as connection:
            outbox.put(connection, "other", {})

    sender.meanwhile = write_elsewhere
    put()
    assert send(sender)
    with db.auto_engine().connect() as connection:
        assert len(connection.execute(select(MESSAGES.c.id)).all()) == 2


def test_messages_that_left_go_after_a_month_and_those_that_wait_stay(
    domain: Flask, sender: Recorder, clock: MovedClock
) -> None:
    put()
    send(sender)
    put()
    clock.advance(days=29)
    assert actions.purge_expired() == 0
    clock.advance(days=2)
    assert actions.purge_expired() == 1
    assert only_row().state == "waiting"
