"""Passwords: exactly as typed, the same work whatever the answer, never too many at a time."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from flask import Flask
from passlib.context import CryptContext

from idp import settings
from idp.domain.accounts.passwords import hash_password, needs_rehash, verify
from idp.ground.errors import Unavailable
from tests.fixtures.domain import load_settings


@pytest.fixture
def hashing() -> Iterator[Flask]:
    """The settings of the tests; no database is needed."""
    with settled() as app:
        yield app


@contextmanager
def settled(**variables: str) -> Iterator[Flask]:
    """An application with settings alone."""
    app = Flask("hashing")
    settings.keep(app, load_settings("sqlite:////dev/null", **variables))
    with app.app_context():
        yield app


@pytest.mark.usefixtures("hashing")
@pytest.mark.parametrize(
    "password",
    ["Vitrail-Ocean-2026!", " leading and trailing ", "a\0b", "clé 🔑 d’été", "x" * 128, "\ud800"],
)
def test_a_password_is_right_exactly_as_typed(password: str) -> None:
    hashed = hash_password(password)
    assert hashed.startswith("$argon2id$")
    assert verify(hashed, password)
    for other in (password + " ", password[:-1], password.swapcase() + "."):
        assert not verify(hashed, other)


@pytest.mark.usefixtures("hashing")
def test_what_follows_a_nul_counts() -> None:
    assert not verify(hash_password("a\0b"), "a\0c")


@pytest.mark.usefixtures("hashing")
def test_other_forms_of_a_letter_are_other_letters() -> None:
    assert not verify(hash_password("\u00e9t\u00e9"), "e\u0301te\u0301")


def test_each_answer_costs_one_hash_of_the_same_parameters(
    hashing: Flask, hashes: list[str]
) -> None:
    known = hash_password("right")
    legacy = "$2b$12$R9h/cIPz0gi.URNNX3kh2OPST9/PgBkqquzi.Ss7KIUgO2t0jWMUW"
    for stored, password in (
        (known, "right"),
        (known, "wrong"),
        (None, "right"),
        (legacy, "right"),
        ("", "right"),
        (known, "x" * 129),
    ):
        before = len(hashes)
        assert verify(stored, password) == ((stored, password) == (known, "right"))
        assert len(hashes) == before + 1
        assert hashes[-1].split("$")[1:4] == known.split("$")[1:4]


@pytest.mark.usefixtures("hashing")
def test_nobody_can_choose_a_password_that_is_too_long() -> None:
    with pytest.raises(ValueError, match="128"):
        hash_password("x" * 129)


def test_a_hash_of_other_parameters_is_renewed(hashing: Flask) -> None:
    hashed = hash_password("right")
    assert not needs_rehash(hashed)
    with settled(EFP_HASHING_TIME_COST="2"):
        assert needs_rehash(hashed)
        assert verify(hashed, "right")


def test_too_many_hashes_at_a_time_are_refused_in_order(monkeypatch: pytest.MonkeyPatch) -> None:
    told = {"EFP_HASHING_CONCURRENT": "1", "EFP_HASHING_WAIT_SECONDS": "0.01"}
    with settled(**told) as app:
        hashed = hash_password("right")
        with at_work(app, hashed, monkeypatch):
            with pytest.raises(Unavailable) as refusal:
                verify(hashed, "right")
            assert refusal.value.data["retry_after"] > 0
        assert verify(hashed, "right")


@contextmanager
def at_work(app: Flask, hashed: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Have another thread busy with a hash meanwhile."""
    busy, done = threading.Event(), threading.Event()
    original = CryptContext.verify

    def verify_slowly(self: CryptContext, secret: bytes, known: str) -> Any:
        busy.set()
        done.wait(timeout=10)
        return original(self, secret, known)

    def work() -> None:
        with app.app_context():
            verify(hashed, "wrong")

    with monkeypatch.context() as patch:
        patch.setattr(CryptContext, "verify", verify_slowly)
        thread = threading.Thread(target=work)
        thread.start()
        assert busy.wait(timeout=10)
        try:
            yield
        finally:
            done.set()
            thread.join()
