"""From a message to its words: a subject, a text for every reader, the same in HTML."""

from dataclasses import dataclass
from datetime import datetime

from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape

from idp import settings
from idp.ground import french
from idp.mail.message import Message

_TEMPLATES = Environment(
    loader=PackageLoader("idp.mail"),
    autoescape=select_autoescape(["html"]),
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)
_TEMPLATES.filters.update(
    # `str`, so that a parameter that is missing says its name.
    french_date=lambda at: french.date(datetime.fromisoformat(str(at))),
    french_hour=lambda at: french.hour(datetime.fromisoformat(str(at))),
    french_duration=french.duration,
)


@dataclass(frozen=True, slots=True)
class Rendered:
    """The words of a mail."""

    subject: str
    text: str
    html: str


def render(message: Message) -> Rendered:
    """Render a message. Raises jinja2.TemplateError when its parameters do not fit."""
    present = settings.current()
    words = {
        "help": present.help,
        "site_url": present.public_url,
        "is_demonstration": present.env != "production",
        **message.parameters,
        **message.secrets,
    }
    subject, text, html = (
        _TEMPLATES.get_template(f"{message.template}/{part}").render(words)
        for part in ("subject.txt", "body.txt", "body.html")
    )
    # One line, whatever a name in it contains.
    return Rendered(" ".join(subject.split()), text.strip() + "\n", html)
