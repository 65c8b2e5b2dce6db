"""From a message to its words: a subject, a text for every reader, the same in HTML."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from idp import settings
from idp.ground import french
from idp.mail.message import Message

_TEMPLATES = Path(__file__).parent / "templates"
_PARAGRAPH = Markup('<p style="margin: 0 0 16px">{}</p>')


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
    name = f"{message.template}.jinja"
    text = _TEXT.get_template(name)
    subject = "".join(text.blocks["subject"](text.new_context(words)))
    return Rendered(
        " ".join(subject.split()),  # one line, whatever a name in it contains
        text.render(words).strip() + "\n",
        _HTML.get_template(name).render(words),
    )


def _environment(
    kind: str, paragraphs: Callable[[Markup], str], *, autoescape: bool
) -> Environment:
    """The mails in one kind, whose `layout` and `parts` stand in its own folder."""
    environment = Environment(
        loader=FileSystemLoader([_TEMPLATES / kind, _TEMPLATES]),
        autoescape=autoescape,  # noqa: S701 (a text is no page)
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters.update(
        # `str`, so that a parameter that is missing says its name.
        french_moment=lambda at: french.moment(datetime.fromisoformat(str(at))),
        french_duration=french.duration,
        paragraphs=paragraphs,
    )
    return environment


def _in_text(content: str) -> str:
    return re.sub(r"\n{3,}", "\n\n", content.strip("\n"))


def _in_html(content: Markup) -> Markup:
    """Mark each paragraph; what begins with a tag is a part, and has marks of its own.

    No name begins a tag here: it has been escaped.
    """
    runs = filter(None, (run.strip("\n") for run in content.split("\n\n")))
    return Markup("\n").join(run if run.startswith("<") else _PARAGRAPH.format(run) for run in runs)


_TEXT = _environment("text", _in_text, autoescape=False)
_HTML = _environment("html", _in_html, autoescape=True)
