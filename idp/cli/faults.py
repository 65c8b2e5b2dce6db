"""What an operator reads when a fact stops a command: one line of English for each fault."""

from collections.abc import Iterator
from contextlib import contextmanager

import click

from idp.domain.clients.errors import RegistrationRefused
from idp.ground.errors import DomainError

_FAULTS = {
    "account_unknown": "no account has the address {email}",
    "address_is_ipv6": "the address {url!a} cannot be registered: browsers cannot be sent "
    "to an IPv6 host by our forms; write a name, or 127.0.0.1",
    "address_refused": "the address {url!a} cannot be registered: {reason}",
    "announcement_period_refused": "--until must come after --from, and after now",
    "announcement_text_refused": "a title or text is empty, holds signs that cannot be printed, "
    "or has more than {most} characters",
    "announcement_unknown": "no announcement has the number {id}, or it was removed already",
    "client_exists": "a client has the identifier {client_id} already",
    "client_unknown": "no client has the identifier {client_id!a}; see efp client list",
    "field_refused": "{field}: {reason}",
    "field_unknown": "a registration has no field {field!a}; write {instead}",
    "name_refused": "a name has 1 to {most} characters, all of them printable",
    "openid_missing": "the scopes lack openid, without which nobody signs in; add --scope openid",
    "scope_mismatch": "an administrator has no --service, the other ranks need one",
    "sectors_differ": "pairwise subjects need redirect addresses of one host only; keep "
    "those of one, or write --subject-type public",
    "service_unknown": "no digital service has the key {key!a}",
    "subjects_would_change": "{field} cannot change so: the service would know nobody any more, as "
    "each sub would be another; register another client",
    "value_unknown": "{field} cannot be {value!a}; write {instead}",
}


@contextmanager
def clear_faults() -> Iterator[None]:
    """Turn the domain's errors into click.ClickException."""
    try:
        yield
    except DomainError as error:
        raise click.ClickException("\n".join(_lines(error))) from None


def _lines(error: DomainError) -> list[str]:
    if isinstance(error, RegistrationRefused):
        return [line for fault in error.data["faults"] for line in _lines(fault)]
    return [_FAULTS.get(error.code, error.code).format(**error.data)]
