"""The demonstration's companies, people, rights and clients. Loading it twice changes nothing."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import select

from idp.demo import people
from idp.domain import clock
from idp.domain.accounts.models import Account
from idp.domain.accounts.passwords import hash_password
from idp.domain.accounts.queries import canonical_email, find_by_email
from idp.domain.actor import SYSTEM
from idp.domain.catalogue.actions import Registration, apply_service, register_client
from idp.domain.catalogue.declarations import read_declarations
from idp.domain.catalogue.models import Client, DigitalService, Enlistment, Role
from idp.domain.catalogue.queries import get_service
from idp.domain.db import db
from idp.domain.habilitations.models import AccessManager, Habilitation
from idp.domain.organisations.models import Company, Establishment
from idp.domain.staff.actions import appoint
from idp.domain.tokens import random_token
from idp.oidc.claims import SCOPES
from idp.oidc.server import GRANT_TYPES


@dataclass(frozen=True, slots=True)
class DemoClient:
    """How a relying party of the demonstration is told of in `config/demo.env`."""

    prefix: str
    name: str
    service: str | None
    scopes: tuple[str, ...] = SCOPES


CLIENTS = (
    DemoClient("SOFFI", "SOFFi", "soffi"),
    DemoClient("EDOF", "EDOF", "edof"),
    DemoClient("EFP_ADMIN", "EFP Admin", None, ("openid", "profile", "email")),
)


def load(environment: Mapping[str, str]) -> None:
    """Make the demonstration's data what it should be; what people changed since stays.

    `environment` holds the variables of `config/demo.env`. The caller commits.
    """
    for declared in read_declarations():
        apply_service(declared, environment[f"{declared.key.upper()}_PUBLIC_URL"], by=SYSTEM)
    for client in CLIENTS:
        _load_client(client, environment)
    for company in people.COMPANIES:
        _load_company(company)
    for person in people.PEOPLE:
        if find_by_email(person.email) is None:
            _load_person(person)


def _load_client(demo: DemoClient, environment: Mapping[str, str]) -> None:
    client_id = environment[f"{demo.prefix}_CLIENT_ID"]
    if db.session.get(Client, client_id) is not None:
        return
    public_url = environment[f"{demo.prefix}_PUBLIC_URL"]
    register_client(
        Registration(
            client_id=client_id,
            secret=environment[f"{demo.prefix}_CLIENT_SECRET"],
            name=demo.name,
            service=demo.service,
            redirect_uris=[f"{public_url}/connexion/retour"],
            post_logout_redirect_uris=[f"{public_url}/deconnexion"],
            backchannel_logout_uri=f"{public_url}/backchannel-logout",
            scopes=demo.scopes,
            grant_types=GRANT_TYPES,
            managed_by="file",
        ),
        by=SYSTEM,
    )


def _load_company(demo: people.DemoCompany) -> None:
    if db.session.scalar(select(Company).where(Company.siren == demo.siren)) is not None:
        return
    now = clock.now()
    company = Company(siren=demo.siren, label=demo.label, created_at=now)
    for position, (siret, label) in enumerate(demo.establishments.items()):
        company.establishments.append(
            Establishment(siret=siret, label=label, is_head_office=position == 0, created_at=now)
        )
    db.session.add(company)
    db.session.flush()
    for key in demo.enlisted_in:
        db.session.add(
            Enlistment(
                service_id=get_service(key).id,
                establishment_id=company.establishments[0].id,
                created_at=now,
            )
        )


def _load_person(demo: people.DemoPerson) -> None:
    now = clock.now()
    company = (
        demo.siren and db.session.scalars(select(Company).where(Company.siren == demo.siren)).one()
    )
    account = Account(
        sub=random_token(),
        pairwise_seed=random_token(),
        kind="professional",
        email=demo.email,
        email_canonical=canonical_email(demo.email),
        email_verified=True,
        password_hash=hash_password(people.PASSWORD) if demo.has_password else None,
        civilite=demo.civilite,
        given_name=demo.given_name,
        family_name=demo.family_name,
        phone_number_verified=False,
        company_id=company.id if company else None,
        job_title=demo.job_title,
        is_active=True,
        created_at=now,
        updated_at=now,
    )
    db.session.add(account)
    db.session.flush()
    for service, role in demo.roles:
        _give_role(account, service, role)
    for service in demo.manages:
        _make_manager(account, service)
    for rank, service_key in demo.staff:
        appoint(demo.email, rank, service_key, by=SYSTEM)


def _give_role(account: Account, service: str, role: str) -> None:
    role_id = db.session.scalars(
        select(Role.id)
        .join(DigitalService, DigitalService.id == Role.service_id)
        .where(DigitalService.key == service, Role.key == role)
    ).one()
    head_office = db.session.scalars(
        select(Establishment.id).where(
            Establishment.company_id == account.company_id, Establishment.is_head_office
        )
    ).one()
    db.session.add(
        Habilitation(
            account_id=account.id,
            role_id=role_id,
            establishment_id=head_office,
            created_at=clock.now(),
        )
    )


def _make_manager(account: Account, service: str) -> None:
    db.session.add(
        AccessManager(
            account_id=account.id,
            service_id=get_service(service).id,
            company_id=account.company_id,
            created_at=clock.now(),
        )
    )
