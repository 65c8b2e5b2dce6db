"""Keys take turns without any token being refused: FT-16, TK-16."""

import json
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import update

from idp.domain import db
from idp.domain.actor import SYSTEM
from idp.domain.signing_keys.actions import Rotation, rotate
from idp.domain.signing_keys.models import ALGORITHMS, SigningKey
from idp.ground import clock as provider_clock
from idp.oidc import keys
from tests.fixtures.clocks import MovedClock

PRIVATE = {"d", "p", "q", "dp", "dq", "qi", "k"}


def published() -> set[str]:
    return {key["kid"] for key in json.loads(keys.key_ring().jwks)["keys"]}


def signing() -> set[str]:
    return {keys.key_ring().current(name)[0] for name in ALGORITHMS}


def _make_new_successors() -> None:
    """Let the keys that wait have been published this very second."""
    db.session.execute(update(SigningKey).values(published_at=provider_clock.now()))
    db.session.commit()


def turn() -> list[Rotation]:
    rotations = rotate(by=SYSTEM)
    db.session.commit()
    return rotations


def test_only_public_parts_are_published(domain: Flask) -> None:
    for key in json.loads(keys.key_ring().jwks)["keys"]:
        assert not PRIVATE & set(key)
        assert {"kid", "alg", "use", "kty"} <= set(key)


def test_each_algorithm_has_one_key_at_work_and_one_published_ahead(domain: Flask) -> None:
    assert len(published()) == 4
    assert signing() < published()


def test_a_key_published_just_now_waits_until_caches_know_it(
    domain: Flask, clock: MovedClock
) -> None:
    _make_new_successors()
    before = signing()
    rotations = turn()
    assert {rotation.active_from for rotation in rotations} == {
        clock.now() + timedelta(seconds=330)  # a cache's 300 seconds, and 30 of ours
    }
    clock.advance(seconds=329)
    assert signing() == before
    clock.advance(seconds=1)
    assert signing() == {rotation.kid for rotation in rotations}


def test_a_key_published_long_ago_signs_at_once(domain: Flask, clock: MovedClock) -> None:
    clock.advance(days=30)
    rotations = turn()
    clock.advance(seconds=30)
    assert signing() == {rotation.kid for rotation in rotations}


def test_no_token_is_refused_during_a_rotation(domain: Flask, clock: MovedClock) -> None:
    clock.advance(days=30)
    old = [keys.sign(name, {"n": 1}, token_type="JWT") for name in ("RS256", "ES256")]
    turn()
    for _ in range(6):
        clock.advance(seconds=60)
        new = [keys.sign(name, {"n": 2}, token_type="JWT") for name in ("RS256", "ES256")]
        for token in old + new:
            assert keys.verify(token, token_type="JWT")
        assert signing() < published()


def test_a_retired_key_leaves_and_verifies_hints_only(domain: Flask, clock: MovedClock) -> None:
    clock.advance(days=30)
    old, before = keys.sign("RS256", {"n": 1}, token_type="JWT"), signing()
    turn()
    clock.advance(hours=2)
    assert not before & published()
    with pytest.raises(keys.InvalidToken):
        keys.verify(old, token_type="JWT")
    assert keys.verify(old, token_type="JWT", include_withdrawn=True) == {"n": 1}


def test_a_second_turn_before_the_first_has_come_loses_no_key(
    domain: Flask, clock: MovedClock
) -> None:
    turn()
    turn()
    turn()
    for _ in range(40):
        clock.advance(seconds=60)
        assert signing() < published()


def test_known_keys_stay_when_the_database_is_away(
    domain: Flask, clock: MovedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = keys.key_ring()

    def fail(*_arguments: object) -> None:
        raise OSError("the database is away")

    monkeypatch.setattr(keys, "list_keys", fail)
    clock.advance(minutes=5)
    assert keys.key_ring() is before
