"""The load: any number of people at once, in one thread of a process of its own."""

import selectors
import signal
import time
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from multiprocessing.connection import Connection as Pipe

from tests.bench.connection import BadAnswer, Connection
from tests.bench.journeys import Journey, Journeys, NothingLeft, Request
from tests.bench.target import Person, Target

#: A cell that is not over this long after its time is cut short.
GRACE_SECONDS = 15


@dataclass
class Outcome:
    """What one cell gave; durations in seconds."""

    latencies: list[float] = field(default_factory=list)
    errors: Counter[str] = field(default_factory=Counter)
    seconds: float = 0.0
    client_cpu_seconds: float = 0.0


@dataclass
class _Visitor:
    person: Person
    connection: Connection | None = None
    journey: Journey | None = None
    began: float = 0.0


class Cell:
    """One journey, made again and again by some people until the time is up."""

    def __init__(
        self, port: int, start: Callable[[Person], Journey], people: list[Person], seconds: float
    ) -> None:
        self._port, self._start, self._seconds = port, start, seconds
        self._visitors = [_Visitor(person) for person in people]
        self._selector = selectors.DefaultSelector()
        self._outcome = Outcome()
        self._ends = 0.0

    def run(self) -> Outcome:
        """Make the journeys. Each person makes at least one; those begun are finished."""
        began, cpu = time.perf_counter(), time.process_time()
        self._ends = began + self._seconds
        for visitor in self._visitors:
            self._begin(visitor)
        while self._selector.get_map():
            for key, _ in self._selector.select(timeout=1):
                self._go_on(key.data)
            if time.perf_counter() > self._ends + GRACE_SECONDS:
                self._give_up()
        self._outcome.seconds = time.perf_counter() - began
        self._outcome.client_cpu_seconds = time.process_time() - cpu
        self._selector.close()
        return self._outcome

    def _begin(self, visitor: _Visitor) -> None:
        visitor.began = time.perf_counter()
        visitor.journey = self._start(visitor.person)
        try:
            self._send(visitor, next(visitor.journey))
        except (NothingLeft, OSError) as reason:
            if isinstance(reason, OSError):
                self._outcome.errors[type(reason).__name__] += 1
            self._hang_up(visitor)

    def _go_on(self, visitor: _Visitor) -> None:
        assert visitor.connection is not None
        assert visitor.journey is not None
        try:
            answer = visitor.connection.receive()
            if answer is None:
                return
            self._send(visitor, visitor.journey.send(answer))
            return
        except StopIteration:
            self._outcome.latencies.append(time.perf_counter() - visitor.began)
        except (BadAnswer, OSError) as error:
            self._outcome.errors[f"{type(error).__name__}: {error}"] += 1
            self._hang_up(visitor)
        if time.perf_counter() < self._ends:
            self._begin(visitor)
        else:
            self._hang_up(visitor)

    def _send(self, visitor: _Visitor, request: Request) -> None:
        if request.is_new:
            self._hang_up(visitor)
        if visitor.connection is None:
            visitor.connection = Connection(self._port)
            self._selector.register(visitor.connection.socket, selectors.EVENT_READ, visitor)
        visitor.connection.send(request.data)

    def _hang_up(self, visitor: _Visitor) -> None:
        if visitor.connection is not None:
            self._selector.unregister(visitor.connection.socket)
            visitor.connection.close()
            visitor.connection = None

    def _give_up(self) -> None:
        for key in list(self._selector.get_map().values()):
            self._outcome.errors["no answer in time"] += 1
            self._hang_up(key.data)


def serve(pipe: Pipe, target: Target) -> None:
    """Run the cells that the other end of the pipe asks for, until it closes."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C: the other end ends us
    journeys = Journeys(target)
    people = [Person(email, f"192.0.2.{n}") for n, email in enumerate(target.emails, start=1)]
    with suppress(EOFError, BrokenPipeError):
        while True:
            name, users, seconds = pipe.recv()
            pipe.send(Cell(target.port, journeys.by_name[name], people[:users], seconds).run())
