"""A message as a value: composing one touches neither the network nor the database."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """What `templates/<template>.jinja` says to one person.

    Parameters are values, and the templates make words of them: an instant is given in ISO 8601.
    `secrets` (codes, links) are parameters of the template as well, but are encrypted while
    they wait and erased once the message left.
    """

    template: str
    to: str
    parameters: Mapping[str, str | int]
    secrets: Mapping[str, str] = field(default_factory=dict, repr=False)
