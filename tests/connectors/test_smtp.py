"""A mail server in every mood: what it took is sent, the rest is final or to be tried again."""

import ssl
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from idp.connectors import smtp
from idp.ground.errors import PermanentFailure, Unavailable
from tests.connectors.conftest import Deliver, running
from tests.connectors.smtp_server import MailServer
from tests.fixtures.programs import free_ports


@pytest.fixture
def certificate(tmp_path: Path) -> Path:
    """A certificate of 127.0.0.1 that nobody vouches for, and its key, in one file."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "127.0.0.1")])
    start = datetime(2020, 1, 1, tzinfo=UTC)
    made = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(start)
        .not_valid_after(start + timedelta(days=36500))
        .sign(key, hashes.SHA256())
    )
    file = tmp_path / "server.pem"
    plain = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    file.write_bytes(plain + made.public_bytes(Encoding.PEM))
    return file


@pytest.fixture
def impostor(certificate: Path) -> Iterator[MailServer]:
    """A server that offers TLS with that certificate."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    with running(MailServer(context)) as server:
        yield server


def test_a_message_arrives_at_its_one_recipient(mail_server: MailServer, deliver: Deliver) -> None:
    deliver(mail_server.port)
    [(recipients, content)] = mail_server.received
    assert recipients == [b"<ana@demo.test>"]
    assert b"Subject: Bonjour\r\n" in content


@pytest.mark.parametrize(
    ("verb", "answer", "error"),
    [
        (b"RCPT", b"550 no such mailbox\r\n", PermanentFailure),
        (b"RCPT", b"450 mailbox busy\r\n", Unavailable),
        (b"DATA", b"554 no thanks\r\n", PermanentFailure),
        (b"DATA", b"451 later\r\n", Unavailable),
        (b"MAIL", b"421 closing\r\n", Unavailable),
        (b"MAIL", b"553 sender not allowed\r\n", Unavailable),
        (b"AUTH", b"535 wrong\r\n", Unavailable),  # the operator's to correct
    ],
)
def test_a_refusal_is_final_only_when_it_is_about_this_message(
    mail_server: MailServer,
    deliver: Deliver,
    verb: bytes,
    answer: bytes,
    error: type[Exception],
) -> None:
    mail_server.answers[verb] = answer
    with pytest.raises(error):
        deliver(mail_server.port, username="efp", password="old")
    assert mail_server.received == []


@pytest.mark.parametrize(
    ("answer", "error"),
    [(b"552 too big\r\n", PermanentFailure), (b"452 disk full\r\n", Unavailable)],
)
def test_a_refusal_may_come_after_the_content(
    mail_server: MailServer, deliver: Deliver, answer: bytes, error: type[Exception]
) -> None:
    mail_server.after_data = answer
    with pytest.raises(error):
        deliver(mail_server.port)


def test_a_server_that_hangs_up_after_taking_the_message_has_it(
    mail_server: MailServer, deliver: Deliver
) -> None:
    mail_server.hangs_up_after_data = True
    deliver(mail_server.port)
    assert len(mail_server.received) == 1


def test_nobody_listening_is_a_passing_failure(deliver: Deliver) -> None:
    [port] = free_ports(1)
    with pytest.raises(Unavailable):
        deliver(port)


def test_a_silent_server_is_given_up(
    mail_server: MailServer, deliver: Deliver, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(smtp, "STEP_SECONDS", 0.05)
    mail_server.is_silent = True
    with pytest.raises(Unavailable):
        deliver(mail_server.port)


def test_nothing_is_said_to_a_server_without_a_trusted_certificate(
    impostor: MailServer, deliver: Deliver
) -> None:
    with pytest.raises(Unavailable) as failure:
        deliver(impostor.port, tls="starttls", username="efp", password="secret")
    assert failure.value.data["cause"] == "SSLCertVerificationError"
    assert impostor.received == []


def test_a_server_without_tls_gets_nothing_when_tls_was_asked_for(
    mail_server: MailServer, deliver: Deliver
) -> None:
    with pytest.raises(Unavailable):
        deliver(mail_server.port, tls="starttls")
    assert mail_server.received == []


def test_a_trusted_certificate_is_accepted(
    impostor: MailServer, deliver: Deliver, certificate: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    trusting = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    trusting.load_verify_locations(certificate)
    trusting.check_hostname = False
    monkeypatch.setattr(ssl, "create_default_context", lambda: trusting)
    deliver(impostor.port, tls="starttls")
    assert len(impostor.received) == 1
