"""`efp client`: relying parties."""

import json
from typing import cast

import click

from idp.cli.application import open_application
from idp.cli.faults import clear_faults
from idp.domain import db
from idp.domain.actor import SYSTEM
from idp.domain.catalogue.actions import Registration, register_client
from idp.domain.catalogue.models import AUTH_METHODS, SUBJECT_TYPES, AuthMethod, SubjectType
from idp.oidc.claims import SCOPES
from idp.oidc.server import GRANT_TYPES


@click.group("client")
def group() -> None:
    """Relying parties (OIDC clients)."""


@group.command("add")
@click.option("--name", required=True, help="What people see when the client has no service.")
@click.option("--service", help="Key of the digital service that it stands for, such as soffi.")
@click.option("--redirect-uri", "redirect_uris", multiple=True, required=True)
@click.option("--post-logout-redirect-uri", "post_logout_redirect_uris", multiple=True)
@click.option("--backchannel-logout-uri")
@click.option(
    "--grant",
    "grant_types",
    multiple=True,
    type=click.Choice(GRANT_TYPES),
    default=["authorization_code"],
)
@click.option("--scope", "scopes", multiple=True, type=click.Choice(SCOPES))
@click.option("--auth-method", type=click.Choice(AUTH_METHODS), default="client_secret_basic")
@click.option("--subject-type", type=click.Choice(SUBJECT_TYPES), default="public")
@click.option("--no-pkce", is_flag=True, help="Do not demand PKCE of this client.")
def add_command(
    name: str,
    service: str | None,
    redirect_uris: tuple[str, ...],
    post_logout_redirect_uris: tuple[str, ...],
    backchannel_logout_uri: str | None,
    grant_types: tuple[str, ...],
    scopes: tuple[str, ...],
    auth_method: str,
    subject_type: str,
    no_pkce: bool,
) -> None:
    """Register a client and print its identifier and secret, this once, as JSON."""
    asked = Registration(
        name=name,
        service=service,
        redirect_uris=redirect_uris,
        post_logout_redirect_uris=post_logout_redirect_uris,
        backchannel_logout_uri=backchannel_logout_uri,
        grant_types=grant_types,
        scopes=scopes or SCOPES,
        auth_method=cast(AuthMethod, auth_method),
        subject_type=cast(SubjectType, subject_type),
        is_pkce_required=not no_pkce,
    )
    with open_application().app_context(), clear_faults():
        register_client(asked, by=SYSTEM)
        db.session.commit()
    click.echo(json.dumps({"client_id": asked.client_id, "client_secret": asked.secret}))
