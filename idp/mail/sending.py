"""A message on its way: addressed, then given to the transport of this installation."""

from email.utils import formataddr

from flask import Flask
from flask_mail import Message as Envelope
from jinja2 import TemplateError

from idp import settings
from idp.connectors import mail_folder, smtp
from idp.ground import clock
from idp.ground.errors import PermanentFailure
from idp.mail.message import Message
from idp.mail.rendering import render
from idp.settings.kinds import is_mailbox


def setup(app: Flask, mail: settings.Mail) -> None:
    """Prepare this application to send."""
    smtp.setup(app, mail)


def send(number: int, message: Message) -> None:
    """Send a message, known to mail systems by its `number` in the outbox: a copy sent again
    after a crash has the same Message-ID.

    Raises PermanentFailure when it can never leave, Unavailable or OSError when not now.
    """
    mail = settings.current().mail
    envelope = _compose(number, message, mail)
    if mail.transport == "folder":
        mail_folder.write(settings.ROOT / mail.folder, str(number), envelope.as_bytes())
    else:
        smtp.deliver(envelope)


def _compose(number: int, message: Message, mail: settings.Mail) -> Envelope:
    if not is_mailbox(message.to):
        raise PermanentFailure("not one bare e-mail address")
    try:
        rendered = render(message)
    except TemplateError as error:
        raise PermanentFailure(f"{message.template}: {error}") from error
    envelope = Envelope(
        subject=rendered.subject,
        recipients=[message.to],
        body=rendered.text,
        html=rendered.html,
        sender=formataddr((mail.sender_name, mail.sender)),
        date=clock.timestamp(),
        extra_headers={
            "X-EFP-Template": message.template,
            "Auto-Submitted": "auto-generated",  # RFC 3834: no absence message in answer
        },
    )
    envelope.msgId = f"<outbox-{number}@{mail.sender.rpartition('@')[2]}>"
    return envelope
