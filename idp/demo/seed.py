"""The demonstration's companies, people, rights and clients. Loading it twice changes nothing."""

from collections.abc import Mapping

from idp.demo import people
from idp.demo.sites import RELYING_PARTIES, RelyingParty
from idp.domain import clients
from idp.domain.accounts import actions as accounts
from idp.domain.accounts.actions import NewAccount
from idp.domain.accounts.passwords import hash_password
from idp.domain.accounts.queries import find_by_email
from idp.domain.actor import SYSTEM
from idp.domain.catalogue import actions as catalogue
from idp.domain.catalogue.declarations import read_declarations
from idp.domain.catalogue.queries import get_role, get_service
from idp.domain.clients.queries import is_registered
from idp.domain.clients.registration import SCOPES
from idp.domain.habilitations import actions as habilitations
from idp.domain.organisations import actions as organisations
from idp.domain.organisations.queries import find_company, get_head_office
from idp.domain.staff import actions as staff


class MissingVariable(Exception):
    """The environment lacks the variable that the message names."""


def load(environment: Mapping[str, str]) -> None:
    """Make the demonstration's data what it should be; what people changed since stays.

    `environment` holds the variables of its sites. The caller commits. Raises MissingVariable.
    """
    password_hash = hash_password(people.PASSWORD)  # before the first change
    for declared in read_declarations():
        home_url = _read(environment, f"{declared.key.upper()}_PUBLIC_URL")
        catalogue.apply_service(declared, home_url, by=SYSTEM)
    for site in RELYING_PARTIES:
        _load_client(site, environment)
    for company in people.COMPANIES:
        _load_company(company)
    for person in people.PEOPLE:
        if find_by_email(person.email) is None:
            _load_person(person, password_hash)


def _read(environment: Mapping[str, str], name: str) -> str:
    try:
        return environment[name]
    except KeyError:
        raise MissingVariable(name) from None


def _load_client(site: RelyingParty, environment: Mapping[str, str]) -> None:
    client_id = _read(environment, f"{site.prefix}_CLIENT_ID")
    if is_registered(client_id):
        return
    public_url = _read(environment, f"{site.prefix}_PUBLIC_URL")
    secret = _read(environment, f"{site.prefix}_CLIENT_SECRET")
    clients.register(
        {
            "name": site.label,
            "service": site.service,
            "redirect_uris": [f"{public_url}/connexion/retour"],
            "post_logout_redirect_uris": [f"{public_url}/deconnexion"],
            "backchannel_logout_uri": f"{public_url}/backchannel-logout",
            "scopes": site.scopes or SCOPES,
        },
        credentials=clients.Credentials(client_id, secret),
        managed_by="file",
        by=SYSTEM,
    )


def _load_company(demo: people.DemoCompany) -> None:
    if find_company(demo.siren) is not None:
        return
    company = organisations.add_company(demo.siren, demo.label, demo.establishments, by=SYSTEM)
    for key in demo.enlisted_in:
        catalogue.enlist(get_service(key), get_head_office(company.id), by=SYSTEM)


def _load_person(demo: people.DemoPerson, password_hash: str) -> None:
    company = demo.siren and find_company(demo.siren)
    asked = NewAccount(
        email=demo.email,
        email_verified=True,
        password_hash=password_hash if demo.has_password else None,
        civilite=demo.civilite,
        given_name=demo.given_name,
        family_name=demo.family_name,
        company_id=company.id if company else None,
        job_title=demo.job_title,
    )
    account = accounts.create_account(asked, by=SYSTEM)
    if company:
        _give_rights(account.id, company.id, demo)
    for rank, service_key in demo.staff:
        staff.appoint(demo.email, rank, service_key, by=SYSTEM)


def _give_rights(account_id: int, company_id: int, demo: people.DemoPerson) -> None:
    head_office = get_head_office(company_id)
    for service, role in demo.roles:
        habilitations.grant(account_id, get_role(service, role).id, head_office.id, by=SYSTEM)
    for service in demo.manages:
        habilitations.appoint_manager(account_id, get_service(service).id, company_id, by=SYSTEM)
