"""What an operator reads when a fact stops a command: one line of English."""

from collections.abc import Iterator
from contextlib import contextmanager

import click

from idp.ground.errors import DomainError

_FAULTS = {
    "account_unknown": "no account has the address {email}",
    "address_refused": "the address {url!a} cannot be registered: {reason}",
    "announcement_period_refused": "--until must come after --from, and after now",
    "announcement_text_refused": "a title or text is empty, holds signs that cannot be printed, "
    "or has more than {most} characters",
    "announcement_unknown": "no announcement has the number {id}, or it was removed already",
    "client_exists": "a client has the identifier {client_id} already",
    "name_refused": "a name has 1 to {most} characters, all of them printable",
    "scope_mismatch": "an administrator has no --service, the other ranks need one",
    "sectors_differ": "pairwise subjects need redirect addresses of one host only",
    "service_unknown": "no digital service has the key {key!a}",
}


@contextmanager
def clear_faults() -> Iterator[None]:
    """Turn the domain's errors into click.ClickException."""
    try:
        yield
    except DomainError as error:
        raise click.ClickException(
            _FAULTS.get(error.code, error.code).format(**error.data)
        ) from None
