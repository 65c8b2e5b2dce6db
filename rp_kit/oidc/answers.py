"""What the provider sends back with the browser (RFC 6749 section 4.1.2, RFC 9207)."""

from dataclasses import dataclass

from flask import Request

_PARAMETERS = ("state", "code", "iss", "error")
_MAX_CHARACTERS = 4096


@dataclass(frozen=True)
class ProviderAnswer:
    """The parameters that came back; empty for those that did not, or came twice."""

    state: str
    code: str
    iss: str
    error: str


def read_answer(request: Request) -> ProviderAnswer:
    """Read the provider's answer from the address that it redirected to."""
    values = {}
    for name in _PARAMETERS:
        found = request.args.getlist(name)
        is_usable = len(found) == 1 and len(found[0]) <= _MAX_CHARACTERS
        values[name] = found[0] if is_usable else ""
    return ProviderAnswer(**values)
