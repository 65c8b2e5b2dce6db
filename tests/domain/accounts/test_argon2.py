"""Both libraries make and take the same hashes; the cheaper one is chosen."""

import logging
from collections.abc import Iterator

import pytest
from passlib.context import CryptContext
from passlib.hash import argon2 as cffi

from idp.domain.accounts import argon2
from idp.domain.accounts.argon2 import SodiumArgon2, fastest

PARAMETERS = {"argon2__type": "ID", "argon2__memory_cost": 64, "argon2__rounds": 1}
SECRET = "Vitrail-Océan-2026!".encode()


def context(handler: type[cffi], **changes: object) -> CryptContext:
    """A context with the cheapest parameters that both can compute."""
    return CryptContext(schemes=[handler], **{**PARAMETERS, "argon2__parallelism": 1, **changes})


@pytest.mark.parametrize(("maker", "judge"), [(SodiumArgon2, cffi), (cffi, SodiumArgon2)])
def test_each_takes_the_hashes_of_the_other(maker: type[cffi], judge: type[cffi]) -> None:
    known = context(maker).hash(SECRET)
    assert known.startswith("$argon2id$v=19$m=64,t=1,p=1$")
    assert context(judge).verify(SECRET, known)
    assert not context(judge).verify(SECRET + b" ", known)
    assert not context(judge).needs_update(known)
    assert context(judge, argon2__rounds=2).needs_update(known)


@pytest.mark.parametrize(
    "changes",
    [
        {"argon2__parallelism": 2},
        {"argon2__type": "I", "argon2__rounds": 3},
        {"argon2__salt_size": 8},
        {"argon2__digest_size": 64},
    ],
    ids=str,
)
def test_what_libsodium_cannot_compute_is_judged_all_the_same(changes: dict[str, object]) -> None:
    known = context(cffi, **changes).hash(SECRET)
    assert context(SodiumArgon2).verify(SECRET, known)
    assert not context(SodiumArgon2).verify(b"another", known)


def test_no_two_hashes_have_one_salt() -> None:
    assert len({context(SodiumArgon2).hash(SECRET) for _ in range(9)}) == 9


@pytest.mark.parametrize(
    "known", ["$argon2id$", "$argon2id$v=19$m=64,t=1,p=1$c29tZXNhbHRzb21lc2FsdA", "x"]
)
def test_a_malformed_hash_is_told_apart(known: str) -> None:
    with pytest.raises(ValueError, match=r"hash|argon2"):
        SodiumArgon2.verify(SECRET, known)


@pytest.fixture
def anew() -> Iterator[None]:
    """Nothing is chosen before, nor after."""
    fastest.cache_clear()
    yield
    fastest.cache_clear()


@pytest.mark.usefixtures("anew")
@pytest.mark.parametrize(("cheaper", "name"), [(SodiumArgon2, "libsodium"), (cffi, "argon2-cffi")])
def test_the_cheaper_one_is_chosen_and_named(
    cheaper: type[cffi],
    name: str,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    monkeypatch.setattr(
        argon2, "_milliseconds", lambda handler, *_: 9.0 + 3 * (handler is not cheaper)
    )
    with caplog.at_level(logging.INFO):
        assert fastest(64, 1) is cheaper
    assert f"passwords are hashed by {name} (" in caplog.text
