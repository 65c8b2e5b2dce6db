"""SMTP, by Flask-Mail; its connection neither checks certificates nor ever gives up, ours does."""

import smtplib
import ssl
from types import TracebackType

from flask import Flask, current_app
from flask_mail import BadHeaderError, Connection, Mail, Message

from idp.ground.errors import PermanentFailure, Unavailable
from idp.settings import Mail as MailSettings

#: Each step of the conversation: mail servers may make strangers wait before they greet.
STEP_SECONDS = 9.0


def setup(app: Flask, settings: MailSettings) -> None:
    """Tell Flask-Mail how this installation sends its mail."""
    app.config.update(
        MAIL_SERVER=settings.host,
        MAIL_PORT=settings.port,
        MAIL_USERNAME=settings.username or None,
        MAIL_PASSWORD=settings.password or None,
        MAIL_USE_TLS=settings.tls == "starttls",
        MAIL_USE_SSL=settings.tls == "implicit",
        MAIL_SUPPRESS_SEND=False,
        MAIL_DEBUG=0,
    )
    Mail(app)


def deliver(message: Message) -> None:
    """Hand a message to the mail server.

    Raises PermanentFailure when the server will never take it for this person, Unavailable
    when it could not take it now: it does not answer, or refuses our own name or password.
    """
    try:
        with _VerifiedConnection(current_app.extensions["mail"]) as connection:
            connection.send(message)
    except BadHeaderError as error:
        raise PermanentFailure("a header on several lines") from error
    except smtplib.SMTPRecipientsRefused as error:
        raise _failure([code for code, _ in error.recipients.values()]) from error
    except smtplib.SMTPDataError as error:
        raise _failure([error.smtp_code]) from error
    except OSError as error:  # smtplib's own errors are some, too
        raise Unavailable(cause=type(error).__name__) from error


def _failure(codes: list[int]) -> Exception:
    # RFC 5321 4.2.1: 5yz will not change by repeating, 4yz may.
    if all(code >= 500 for code in codes):
        return PermanentFailure(f"the mail server answered {codes[0]}")
    return Unavailable(status=codes[0])


class _VerifiedConnection(Connection):
    def configure_host(self) -> smtplib.SMTP:
        host = self._open()
        try:
            self._introduce(host)
        except OSError:
            host.close()
            raise
        return host

    def _introduce(self, host: smtplib.SMTP) -> None:
        state = self.mail
        if state.use_tls:
            host.starttls(context=ssl.create_default_context())
        if state.username and state.password:
            host.login(state.username, state.password)

    def _open(self) -> smtplib.SMTP:
        state = self.mail
        port = state.port or 0
        if state.use_ssl:
            context = ssl.create_default_context()
            return smtplib.SMTP_SSL(state.server, port, timeout=STEP_SECONDS, context=context)
        return smtplib.SMTP(state.server, port, timeout=STEP_SECONDS)

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        tb: TracebackType | None,
    ) -> None:
        # The server already has the message: a bad goodbye must not send it a second time.
        if self.host is not None:
            try:
                self.host.quit()
            except OSError:
                self.host.close()
