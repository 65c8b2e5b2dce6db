"""Two secrets of one client, and many hands that change it at once. On both databases."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from threading import Barrier
from typing import TypeVar

from flask import Flask

from idp.domain import clients, db
from idp.domain.actor import SYSTEM
from idp.domain.clients.queries import get_client
from idp.domain.tokens import token_hash
from tests.domain.clients.documents import USUAL
from tests.fixtures.clocks import MovedClock
from tests.fixtures.journal import events

T = TypeVar("T")
ROUNDS = 8
HANDS = 4


def secrets_of(client_id: str) -> tuple[str, str | None, datetime | None]:
    client = get_client(client_id)
    db.session.refresh(client)
    return client.secret_hash, client.former_secret_hash, client.former_secret_until


def register() -> clients.Credentials:
    given = clients.register(USUAL, by=SYSTEM)
    db.session.commit()
    return given


def test_the_present_secret_goes_on_for_a_week(domain: Flask, clock: MovedClock) -> None:
    first = register()
    second = clients.rotate_secret(first.client_id, by=SYSTEM)
    assert secrets_of(first.client_id) == (
        token_hash(second.secret),
        token_hash(first.secret),
        clock.now() + timedelta(days=7),
    )


def test_a_third_secret_drops_the_oldest(domain: Flask, clock: MovedClock) -> None:
    first = register()
    second = clients.rotate_secret(first.client_id, timedelta(hours=5), by=SYSTEM)
    clock.advance(hours=1)
    third = clients.rotate_secret(first.client_id, timedelta(hours=2), by=SYSTEM)
    assert secrets_of(first.client_id) == (
        token_hash(third.secret),
        token_hash(second.secret),
        clock.now() + timedelta(hours=2),
    )


def test_without_a_time_the_present_secret_ends_at_once(domain: Flask) -> None:
    first = register()
    clients.rotate_secret(first.client_id, by=SYSTEM)
    last = clients.rotate_secret(first.client_id, timedelta(), by=SYSTEM)
    assert secrets_of(first.client_id) == (token_hash(last.secret), None, None)


def at_once(app: Flask, *actions: Callable[[], T]) -> list[T]:
    """Run each in a thread and a transaction of its own; all begin together."""
    db.session.commit()  # SQLite has one writer
    ready = Barrier(len(actions))

    def run(action: Callable[[], T]) -> T:
        with app.app_context():
            ready.wait()
            done = action()
            db.session.commit()
            return done

    with ThreadPoolExecutor(len(actions)) as pool:
        return list(pool.map(run, actions))


def test_of_secrets_given_at_once_the_last_two_work(domain: Flask) -> None:
    client_id = register().client_id
    for _ in range(ROUNDS):
        both = at_once(domain, *[lambda: clients.rotate_secret(client_id, by=SYSTEM)] * 2)
        present, former, _until = secrets_of(client_id)
        assert {present, former} == {token_hash(given.secret) for given in both}
    many = at_once(domain, *[lambda: clients.rotate_secret(client_id, by=SYSTEM)] * HANDS)
    present, former, _until = secrets_of(client_id)
    assert present != former
    assert {present, former} <= {token_hash(given.secret) for given in many}
    assert len(events("client.secret_rotated")) == 2 * ROUNDS + HANDS


def test_changes_made_at_once_are_all_kept(domain: Flask) -> None:
    client_id = register().client_id
    for number in range(ROUNDS):
        name, address = f"Essai {number}", f"https://soffi.example/{number}"
        at_once(
            domain,
            lambda: clients.change(client_id, {"name": name}, by=SYSTEM),  # noqa: B023
            lambda: clients.change(client_id, {"redirect_uris": [address]}, by=SYSTEM),  # noqa: B023
            lambda: clients.change(client_id, {"is_pkce_required": bool(number % 2)}, by=SYSTEM),  # noqa: B023
        )
        client = get_client(client_id)
        db.session.refresh(client)
        kept = client.registration
        assert (kept.name, kept.redirect_uris) == (name, (address,))
        assert kept.is_pkce_required == bool(number % 2)
