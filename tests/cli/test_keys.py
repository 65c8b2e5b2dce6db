"""`efp keys rotate`."""

from datetime import datetime

from flask import Flask

from idp.domain import db
from idp.domain.signing_keys.models import ALGORITHMS, SigningKey
from tests.cli.conftest import Efp
from tests.fixtures.clocks import MovedClock


def count_keys() -> int:
    return db.session.query(SigningKey).count()


def test_it_says_which_key_signs_from_when(efp: Efp, domain: Flask, clock: MovedClock) -> None:
    before = count_keys()
    db.session.rollback()
    result = efp("keys", "rotate")
    assert result.exit_code == 0, result.stderr
    lines = [line.split() for line in result.stdout.splitlines()]
    assert sorted(algorithm for algorithm, *_ in lines) == sorted(ALGORITHMS)
    for _, _, _, _, instant in lines:
        assert datetime.fromisoformat(instant) >= clock.now().replace(microsecond=0)
    assert count_keys() == before + len(ALGORITHMS)
