"""`efp client`: relying parties."""

import json
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import click
from pydantic.fields import FieldInfo

from idp.cli.application import open_application, transaction
from idp.cli.faults import clear_faults
from idp.domain import clients
from idp.domain.actor import SYSTEM
from idp.domain.clients.models import Client
from idp.domain.clients.queries import get_client, list_clients
from idp.domain.clients.registration import VALUES, Registration

Command = Callable[..., None]
#: The options that are not called after their field.
_FLAGS = {"grant_types": "--grant", "is_pkce_required": "--pkce/--no-pkce"}
_CLIENT_ID = click.argument("client_id")
_LONGEST_HOURS = 24 * 366


@click.group("client")
def group() -> None:
    """Relying parties (OIDC clients)."""


def _options(*, are_needed: bool) -> Callable[[Command], Command]:
    """An option for each field of a registration."""

    def add(command: Command) -> Command:
        for name, field in reversed(Registration.model_fields.items()):
            command = _option(name, field, are_needed and field.is_required())(command)
        return command

    return add


def _option(name: str, field: FieldInfo, is_needed: bool) -> Callable[[Command], Command]:
    is_list = name.endswith("s")
    flag = _FLAGS.get(name) or "--" + name.removesuffix("s").replace("_", "-")
    if "/" in flag:
        return click.option(flag, name, default=None, help=field.description)
    return click.option(
        flag,
        name,
        multiple=is_list,
        required=is_needed,
        metavar="|".join(VALUES.get(name, ("TEXT",))),
        help=" ".join([field.description or "", "May be repeated." if is_list else ""]).strip(),
    )


def _document(options: dict[str, Any]) -> dict[str, Any]:
    """The fields that are given; an empty text means none, where there may be none."""
    document = {name: given for name, given in options.items() if given not in (None, ())}
    for name, given in document.items():
        if isinstance(given, tuple):
            document[name] = tuple(each for each in given if each)
        elif given == "" and Registration.model_fields[name].default is None:
            document[name] = None
    return document


def _tell(credentials: clients.Credentials) -> None:
    told = {"client_id": credentials.client_id, "client_secret": credentials.secret}
    click.echo(json.dumps(told))


@group.command("add")
@_options(are_needed=True)
def add_command(**options: Any) -> None:
    """Register a client and print its identifier and secret, this once, as JSON."""
    with transaction():
        credentials = clients.register(_document(options), by=SYSTEM)
    _tell(credentials)


@group.command("update")
@_CLIENT_ID
@_options(are_needed=False)
def update_command(client_id: str, **options: Any) -> None:
    """Change what is given; a list is replaced whole, and '' takes away what is optional."""
    with transaction():
        clients.change(client_id, _document(options), by=SYSTEM)


@group.command("rotate-secret")
@_CLIENT_ID
@click.option(
    "--keep-old-hours",
    type=click.IntRange(0, _LONGEST_HOURS),
    default=clients.KEEP_OLD_SECRET // timedelta(hours=1),
    show_default=True,
    help="How long the present secret still works; 0 ends it within 10 seconds.",
)
def rotate_secret_command(client_id: str, keep_old_hours: int) -> None:
    """Make a new secret and print it, this once, as JSON; the one before the present one ends."""
    with transaction():
        kept = timedelta(hours=keep_old_hours)
        credentials = clients.rotate_secret(client_id, kept, by=SYSTEM)
    _tell(credentials)


@group.command("disable")
@_CLIENT_ID
def disable_command(client_id: str) -> None:
    """Let nobody in through a client, at once."""
    with transaction():
        clients.disable(client_id, by=SYSTEM)


@group.command("enable")
@_CLIENT_ID
def enable_command(client_id: str) -> None:
    """Let people in again through a client."""
    with transaction():
        clients.enable(client_id, by=SYSTEM)


@group.command("list")
def list_command() -> None:
    """List all clients, disabled ones too: identifier, state, service, who manages it, name."""
    with open_application().app_context():
        for client in list_clients():
            click.echo(_line(client))


@group.command("show")
@_CLIENT_ID
def show_command(client_id: str) -> None:
    """Print what a client registered, and its state, as JSON without any secret."""
    with open_application().app_context(), clear_faults():
        click.echo(json.dumps(_view(get_client(client_id)), ensure_ascii=False, indent=2))


def _line(client: Client) -> str:
    state = "active" if client.is_active else "disabled"
    service = client.registration.service or "-"
    return "  ".join(
        [client.client_id, state, service, client.managed_by, client.registration.name]
    )


def _view(client: Client) -> dict[str, Any]:
    until = client.former_secret_until
    return {
        "client_id": client.client_id,
        **client.registration.model_dump(mode="json"),
        "is_active": client.is_active,
        "managed_by": client.managed_by,
        "created_at": client.created_at.isoformat(),
        "former_secret_until": until.isoformat() if until else None,
    }
