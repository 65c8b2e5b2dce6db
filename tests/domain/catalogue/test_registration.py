"""What may be registered: rows RU-03, RU-05."""

from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select

from idp.domain import db
from idp.domain.actor import SYSTEM
from idp.domain.catalogue.actions import Registration, enlist, register_client
from idp.domain.catalogue.addresses import check_address
from idp.domain.catalogue.declarations import read_declarations
from idp.domain.catalogue.errors import (
    AddressRefused,
    ClientExists,
    RoleUnknown,
    SectorsDiffer,
    ServiceUnknown,
)
from idp.domain.catalogue.models import Enlistment
from idp.domain.catalogue.queries import get_role, get_service
from idp.domain.organisations.queries import find_company, get_head_office
from tests.fixtures.domain import load_settings, opened_domain


def registration(**wanted: Any) -> Registration:
    usual: dict[str, Any] = {
        "name": "Essai",
        "redirect_uris": ["https://soffi.example/cb"],
        "scopes": ["openid"],
        "grant_types": ["authorization_code"],
    }
    return Registration(**(usual | wanted))


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        "data:text/html,x",
        "http://soffi.example/cb",
        "https://soffi.example/cb#f",
        "https://a@soffi.example/cb",
        "https://soffi.example:443@evil.example/cb",
        "//soffi.example/cb",
        "https:///cb",
        "https://soffi.example\\@evil.example",
        "https://soffi.example/c b",
        "https://soffi.example/\n",
        "https://sóffi.example/",
        "https://[soffi/",
        "https://soffi.example:x/",
        "",
        "https://soffi.example/" + "a" * 2048,
    ],
)
def test_a_bad_address_is_refused_wherever_it_is_given(domain: Flask, url: str) -> None:
    for field in ("redirect_uris", "post_logout_redirect_uris"):
        with pytest.raises(AddressRefused):
            register_client(registration(**{field: [url]}), by=SYSTEM)
    if url:
        with pytest.raises(AddressRefused):
            register_client(registration(backchannel_logout_uri=url), by=SYSTEM)


def test_http_is_for_loopback_addresses_of_a_provider_on_loopback(database_url: str) -> None:
    with opened_domain(load_settings(database_url)):
        assert check_address("http://127.0.0.1:7001/cb") == "http://127.0.0.1:7001/cb"
    public = load_settings(
        database_url,
        EFP_ENV="production",
        EFP_MAIL_SENDER="no-reply@idp.example",
        EFP_MAIL_HOST="smtp.idp.example",
        EFP_HELP_OPERATOR="les tests",
        EFP_HELP_PHONE="3939",
        EFP_PUBLIC_URL="https://idp.example",
        EFP_SECRET_KEY="s" * 40,
        EFP_ENCRYPTION_KEY="e" * 40,
        EFP_MAIL_TRANSPORT="smtp",
    )
    with opened_domain(public), pytest.raises(AddressRefused):
        check_address("http://127.0.0.1:7001/cb")


def test_pairwise_clients_have_addresses_of_one_host(domain: Flask) -> None:
    two_hosts = ["https://a.example/cb", "https://b.example/cb"]
    with pytest.raises(SectorsDiffer):
        register_client(registration(subject_type="pairwise", redirect_uris=two_hosts), by=SYSTEM)


def test_a_name_or_a_service_may_be_taken_or_unknown(domain: Flask) -> None:
    register_client(registration(client_id="one"), by=SYSTEM)
    with pytest.raises(ClientExists):
        register_client(registration(client_id="one"), by=SYSTEM)
    with pytest.raises(ServiceUnknown):
        register_client(registration(service="nowhere"), by=SYSTEM)


def test_an_establishment_enlisted_already_stays_so(demo: Flask) -> None:
    company = find_company("900000019")
    assert company is not None
    service, office = get_service("edof"), get_head_office(company.id)
    before = db.session.scalar(select(func.count()).select_from(Enlistment))
    enlist(service, office, by=SYSTEM)
    assert db.session.scalar(select(func.count()).select_from(Enlistment)) == before
    [other] = [site for site in company.establishments if site is not office]
    enlist(service, other, by=SYSTEM)
    assert db.session.scalar(select(func.count()).select_from(Enlistment)) == (before or 0) + 1


def test_a_role_that_a_service_has_not_is_unknown(demo: Flask) -> None:
    with pytest.raises(RoleUnknown):
        get_role("edof", "consultation")


def test_the_secret_is_not_kept(domain: Flask) -> None:
    asked = registration()
    client = register_client(asked, by=SYSTEM)
    db.session.flush()
    assert asked.secret not in {str(value) for value in vars(client).values()}
    assert asked.secret not in repr(asked)


def test_the_declared_services_are_sound() -> None:
    keys = [declared.key for declared in read_declarations()]
    assert keys == ["edof", "soffi"]
