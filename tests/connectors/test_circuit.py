"""A service that failed is left alone for a while, then tried by one."""

from contextlib import ExitStack

import pytest

from idp.connectors.circuit import BUSY, CALLERS, PAUSE, Circuit
from idp.ground.errors import Unavailable
from tests.fixtures.clocks import MovedClock


def call(circuit: Circuit, *, works: bool) -> None:
    with circuit.protect():
        if not works:
            raise Unavailable(cause="down")


def cause_of(circuit: Circuit, *, works: bool = True) -> str:
    with pytest.raises(Unavailable) as failure:
        call(circuit, works=works)
    return str(failure.value.data["cause"])


def test_a_service_that_works_is_called(clock: MovedClock) -> None:
    circuit = Circuit()
    for _ in range(3):
        call(circuit, works=True)


def test_after_a_failure_nobody_waits_for_it(clock: MovedClock) -> None:
    circuit = Circuit()
    assert cause_of(circuit, works=False) == "down"
    with pytest.raises(Unavailable) as failure:
        call(circuit, works=True)
    assert failure.value.data["retry_after"] == PAUSE.total_seconds()


def test_it_closes_again_when_the_service_is_back(clock: MovedClock) -> None:
    circuit = Circuit()
    cause_of(circuit, works=False)
    clock.advance(seconds=10)
    call(circuit, works=True)
    call(circuit, works=True)


def test_one_tries_while_the_others_wait(clock: MovedClock) -> None:
    circuit = Circuit()
    cause_of(circuit, works=False)
    clock.advance(seconds=10)
    with circuit.protect():
        assert cause_of(circuit) == "left alone after a failure"
    call(circuit, works=True)


def test_it_stays_open_while_the_service_is_down(clock: MovedClock) -> None:
    circuit = Circuit()
    for _ in range(3):
        assert cause_of(circuit, works=False) == "down"
        assert cause_of(circuit) == "left alone after a failure"
        clock.advance(seconds=10)


def test_few_wait_for_it_at_once(clock: MovedClock) -> None:
    circuit = Circuit(turn_seconds=0.01)
    with ExitStack() as stack:
        for _ in range(CALLERS):
            stack.enter_context(circuit.protect())
        assert cause_of(circuit) == BUSY
    call(circuit, works=True)


def test_a_failure_gives_the_turn_back(clock: MovedClock) -> None:
    circuit = Circuit(turn_seconds=0.01)
    for _ in range(2 * CALLERS):
        assert cause_of(circuit, works=False) != BUSY


def test_other_faults_do_not_open_it(clock: MovedClock) -> None:
    circuit = Circuit()
    with pytest.raises(ZeroDivisionError), circuit.protect():
        raise ZeroDivisionError
    call(circuit, works=True)
