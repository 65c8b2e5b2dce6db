"""HTTP over one keep-alive socket, with as little work as can be: the client must not be felt."""

import re
import socket
from typing import NamedTuple

CONNECT_SECONDS = 5
_LENGTH = re.compile(rb"\r\ncontent-length: *(\d+)", re.IGNORECASE)
_LOCATION = re.compile(rb"\r\nlocation: *([^\r]+)", re.IGNORECASE)
_COOKIE = re.compile(rb"\r\nset-cookie: *([^=;\r]+)=([^;\r]*)", re.IGNORECASE)


class BadAnswer(Exception):
    """The server answered something else than what the journey needs."""


class Answer(NamedTuple):
    """A status, the header lines as they came, and the body."""

    status: int
    head: bytes
    body: bytes

    @property
    def location(self) -> str:
        """Where a redirect leads. Raises BadAnswer."""
        found = _LOCATION.search(self.head)
        if found is None:
            raise BadAnswer(f"{self.status} without Location")
        return found[1].decode()

    @property
    def cookies(self) -> dict[str, str]:
        """What the browser shall keep."""
        return {name.decode(): value.decode() for name, value in _COOKIE.findall(self.head)}


class Connection:
    """One socket, one request at a time, never waiting for an answer."""

    def __init__(self, port: int) -> None:
        self.socket = socket.create_connection(("127.0.0.1", port), CONNECT_SECONDS)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.socket.setblocking(False)
        self._received = b""

    def send(self, request: bytes) -> None:
        """Send a request; it is small enough for the socket's own buffer."""
        self._received = b""
        self.socket.sendall(request)

    def receive(self) -> Answer | None:
        """Read what has come; None while the answer is not whole. Raises OSError, BadAnswer."""
        data = self.socket.recv(65536)
        if not data:
            raise ConnectionResetError("closed by the server")
        self._received += data
        head, blank, body = self._received.partition(b"\r\n\r\n")
        if not blank:
            return None
        length = _LENGTH.search(head)
        if length is None:
            raise BadAnswer("an answer without Content-Length")
        return Answer(int(head[9:12]), head, body) if len(body) >= int(length[1]) else None

    def close(self) -> None:
        """Hang up."""
        self.socket.close()
