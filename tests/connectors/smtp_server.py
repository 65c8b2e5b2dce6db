"""A mail server of the tests: it keeps what it gets, or misbehaves as it is told."""

import socketserver
import ssl
import threading
from io import BytesIO
from typing import cast

GREETING = b"220 sink.test ESMTP\r\n"
ANSWERS = {
    b"RCPT": b"250 ok\r\n",
    b"MAIL": b"250 ok\r\n",
    b"DATA": b"354 go on\r\n",
    b"AUTH": b"235 welcome\r\n",
    b"NOOP": b"250 ok\r\n",
    b"RSET": b"250 ok\r\n",
    b"QUIT": b"221 bye\r\n",
}


class MailServer(socketserver.ThreadingTCPServer):
    """Listens on a port of its own; `received` holds (recipients, content) of each message."""

    daemon_threads = True
    allow_reuse_address = True

    def __init__(self, certificate: ssl.SSLContext | None = None) -> None:
        super().__init__(("127.0.0.1", 0), _Conversation)
        self.certificate = certificate
        self.answers = dict(ANSWERS)
        self.after_data = b"250 kept\r\n"
        self.is_silent = False
        self.hangs_up_after_data = False
        self.received: list[tuple[list[bytes], bytes]] = []
        self.has_ended = threading.Event()

    @property
    def port(self) -> int:
        """The port on which it listens."""
        return int(self.server_address[1])


class _Conversation(socketserver.StreamRequestHandler):
    def handle(self) -> None:
        server = cast(MailServer, self.server)
        if server.is_silent:
            server.has_ended.wait(30)
            return
        self.wfile.write(GREETING)
        recipients: list[bytes] = []
        while line := self.rfile.readline():
            verb = line[:4].upper()
            if verb == b"EHLO":
                features = b"250-STARTTLS\r\n" if server.certificate else b""
                self.wfile.write(b"250-sink.test\r\n" + features + b"250 AUTH PLAIN LOGIN\r\n")
            elif verb == b"STAR" and server.certificate:
                self._secure(server.certificate)
            else:
                answer = server.answers.get(verb, b"502 what?\r\n")
                self.wfile.write(answer)
                if verb == b"RCPT":
                    recipients.append(line.rpartition(b":")[2].strip())
                if answer.startswith(b"354"):
                    self._take(server, recipients)
                if verb == b"QUIT" or (server.hangs_up_after_data and server.received):
                    return

    def finish(self) -> None:
        super().finish()
        self.request.close()  # the encrypted one: the server only knows the plain one

    def _take(self, server: MailServer, recipients: list[bytes]) -> None:
        lines = []
        while (line := self.rfile.readline()) not in (b".\r\n", b""):
            lines.append(line)
        if server.after_data.startswith(b"250"):
            server.received.append((recipients, b"".join(lines)))
        self.wfile.write(server.after_data)

    def _secure(self, certificate: ssl.SSLContext) -> None:
        self.wfile.write(b"220 go on\r\n")
        try:
            self.request = certificate.wrap_socket(self.connection, server_side=True)
        except (ssl.SSLError, OSError):
            self.rfile = BytesIO()  # the client refused the certificate: nothing more will come
            return
        self.rfile = self.request.makefile("rb")
        self.wfile = self.request.makefile("wb", 0)
