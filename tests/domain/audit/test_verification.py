"""Whoever tampers with the journal, even as its owner, is found out at the first bad row."""

import pytest
from flask import Flask

from idp import settings
from idp.domain.audit import sealing
from idp.domain.audit.verification import verify
from tests.fixtures.clocks import MovedClock
from tests.fixtures.journal import Execute, write


def test_an_untouched_journal_is_good(sealed: Flask) -> None:
    verdict = verify()
    assert verdict.fault is None
    assert verdict.events == 5
    assert verdict.checkpoint.startswith("5:")


def test_an_empty_journal_is_good(journal: Flask) -> None:
    verdict = verify()
    assert (verdict.fault, verdict.events, verdict.checkpoint) == (None, 0, "")


@pytest.mark.parametrize(
    ("statements", "fault", "seq"),
    [
        ("UPDATE audit_events SET reason = 'x' WHERE id = 3", "event_changed", 3),
        ("UPDATE audit_events SET data = '{}' WHERE id = 1", "event_changed", 1),
        ("DELETE FROM audit_events WHERE id = 2", "event_deleted", 2),
        ("DELETE FROM audit_seals WHERE seq = 4", "seal_deleted", 4),
        ("UPDATE audit_seals SET mac = 'f' WHERE seq = 2", "event_changed", 2),
        (
            "UPDATE audit_seals SET event_id = 99 WHERE seq = 4;"
            "UPDATE audit_seals SET event_id = 4 WHERE seq = 5;"
            "UPDATE audit_seals SET event_id = 5 WHERE seq = 4",
            "event_changed",
            4,
        ),
    ],
    ids=["changed", "emptied", "deleted", "unsealed", "forged", "reordered"],
)
def test_the_first_bad_row_is_named(
    sealed: Flask, tamper: Execute, statements: str, fault: str, seq: int
) -> None:
    for statement in statements.split(";"):
        tamper(statement)
    verdict = verify()
    assert (verdict.fault, verdict.seq, verdict.events) == (fault, seq, seq - 1)


def test_an_event_inserted_by_hand_or_never_sealed_is_found(
    sealed: Flask, clock: MovedClock
) -> None:
    write(1)
    assert verify().fault is None  # the worker has some time
    clock.advance(minutes=16)
    verdict = verify()
    assert (verdict.fault, verdict.event_id) == ("event_unsealed", 6)


def test_a_tail_cut_off_shows_against_a_checkpoint_only(sealed: Flask, tamper: Execute) -> None:
    checkpoint = verify().checkpoint
    tamper("DELETE FROM audit_seals WHERE seq > 3")
    tamper("DELETE FROM audit_events WHERE id > 3")
    assert verify().fault is None
    verdict = verify(checkpoint)
    assert (verdict.fault, verdict.seq, verdict.events) == ("checkpoint_missing", 5, 3)


def test_a_tail_written_again_shows_against_a_checkpoint(sealed: Flask, tamper: Execute) -> None:
    checkpoint = verify().checkpoint
    tamper("DELETE FROM audit_seals WHERE seq > 3")
    tamper("DELETE FROM audit_events WHERE id > 3")
    write(2)
    assert sealing.seal_new() == 2
    assert verify().fault is None
    assert verify(checkpoint).fault == "checkpoint_differs"


def test_a_checkpoint_holds_as_the_journal_grows(sealed: Flask) -> None:
    checkpoint = verify().checkpoint
    write(3)
    sealing.seal_new()
    assert verify(checkpoint).fault is None


@pytest.mark.parametrize("checkpoint", ["5", "5:abc", "-1:" + "0" * 64, "x:" + "0" * 64])
def test_a_malformed_checkpoint_is_refused(sealed: Flask, checkpoint: str) -> None:
    with pytest.raises(ValueError, match="checkpoint"):
        verify(checkpoint)


def test_seals_outlive_the_key_as_long_as_it_is_a_fallback(sealed: Flask) -> None:
    old = settings.current()
    renewed = {"encryption_key": "another-key-that-is-long-enough-for-it"}
    settings.keep(
        sealed,
        old.model_copy(update={**renewed, "encryption_key_fallbacks": (old.encryption_key,)}),
    )
    write(1)
    sealing.seal_new()
    assert verify().fault is None
    settings.keep(sealed, old.model_copy(update=renewed))
    assert verify().fault == "event_changed"
