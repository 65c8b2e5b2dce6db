"""The demonstration's messages, read in the browser: nothing leaves the machine."""

import re
from dataclasses import dataclass
from datetime import datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from email.utils import parsedate_to_datetime
from pathlib import Path

from flask import Blueprint, Response, abort, make_response, render_template

from idp import settings
from idp.ground import clock
from web_kit.routes import page

blueprint = Blueprint(
    "demo_messages", __name__, url_prefix="/demo/messages", template_folder="templates"
)

SHOWN = 100
_LINK = re.compile(r"https?://[^\s<>\"]+")


@dataclass(frozen=True, slots=True)
class Mail:
    """A message as its reader sees it."""

    number: int
    to: str
    subject: str
    sent_at: datetime
    text: str

    @property
    def paragraphs(self) -> list[list[str]]:
        """The lines of each paragraph of the text."""
        return [paragraph.splitlines() for paragraph in re.split(r"\n{2,}", self.text.strip())]

    @property
    def links(self) -> list[str]:
        """The addresses in the text, each once."""
        return list(dict.fromkeys(_LINK.findall(self.text)))


@blueprint.get("")
@page
def show_messages() -> str:
    """Show the last messages, newest first."""
    numbers = sorted((int(file.stem) for file in _folder().glob("[0-9]*.eml")), reverse=True)
    mails = [mail for number in numbers[:SHOWN] if (mail := _find_mail(number)) is not None]
    return render_template("demo/messages.html", mails=mails)


@blueprint.get("/<int:number>")
@page
def show_message(number: int) -> Response:
    """Show one message."""
    mail = _find_mail(number)
    if mail is None:
        abort(404)
    return make_response(render_template("demo/message.html", mail=mail))


def _folder() -> Path:
    return settings.ROOT / settings.current().mail.folder


def _find_mail(number: int) -> Mail | None:
    try:
        content = (_folder() / f"{number}.eml").read_bytes()
    except FileNotFoundError:
        return None
    message = message_from_bytes(content, EmailMessage, policy=policy.default)
    text = message.get_body(("plain",))
    return Mail(
        number,
        str(message["To"]),
        str(message["Subject"]),
        parsedate_to_datetime(message["Date"]).astimezone(clock.PARIS),
        text.get_content().replace("\r\n", "\n") if text is not None else "",
    )
