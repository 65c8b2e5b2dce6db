"""One table says what the sites of the demonstration are; every program is told by it."""

import re
from importlib import import_module

import pytest

from idp import settings
from idp.demo.people import PEOPLE
from idp.demo.run import welcome
from idp.demo.sites import PROVIDER, RELYING_PARTIES, SERVICES, SITES, RelyingParty, variables
from idp.demo.stack import commands, demo_environment, ports
from idp.domain.catalogue.declarations import read_declarations
from idp.settings import ROOT


def test_the_readme_and_the_settings_name_addresses_of_the_table() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    named = set(re.findall(r"<(http://localhost:\d+)>", readme))
    assert PROVIDER.origin_in({}) in named <= {site.origin_in({}) for site in SITES}
    assert settings.load({"EFP_ENV": "demo"}).public_url == PROVIDER.origin_in({})


def test_the_addresses_that_people_know_stay() -> None:
    known = {"provider": 5000, "soffi": 5001, "edof": 5002, "admin": 5003}
    assert ports({}).items() >= known.items()


def test_each_declared_service_has_its_site() -> None:
    declared = {service.key: service.label for service in read_declarations()}
    assert {site.service: site.label for site in SERVICES} == declared


@pytest.mark.parametrize("site", RELYING_PARTIES, ids=lambda site: site.key)
def test_each_relying_party_accepts_what_it_is_told(site: RelyingParty) -> None:
    told = import_module(f"{site.package}.settings").load_settings(variables({}))
    assert told.public_url == site.origin_in({})
    assert told.issuer == PROVIDER.origin_in({})


def test_a_port_moves_the_address_with_it() -> None:
    moved = demo_environment({"SOFFI_PORT": "6001", "PROVIDER_PORT": "6000"})
    assert ports(moved) == ports({}) | {"provider": 6000, "soffi": 6001}
    assert moved["SOFFI_PUBLIC_URL"] == "http://localhost:6001"
    assert moved["EFP_PUBLIC_URL"] == moved["EFP_ISSUER"] == "http://localhost:6000"
    assert "--port 6001 " in commands(moved)["soffi"]
    assert "--port 6000 " in commands(moved)["provider"]


def test_what_the_caller_says_goes_before_the_table() -> None:
    said = {
        "EFP_PUBLIC_URL": "http://127.0.0.1:5000",
        "SOFFI_CLIENT_ID": "another",
        "SOFFI_PUBLIC_URL": "http://127.0.0.1:5001",
        "EDOF_SECRET_KEY": "of-the-caller",
    }
    told = variables(said)
    assert told.items() >= said.items()
    assert told["EFP_ISSUER"] == "http://127.0.0.1:5000"
    assert variables({"EFP_ISSUER": "http://localhost:7000"})["EFP_ISSUER"].endswith(":7000")


def test_the_welcome_says_where_to_go_and_as_whom() -> None:
    words = welcome(demo_environment({"EDOF_PORT": "6002"}))
    assert 'http://localhost:5001   start here, then "Connexion"' in words
    assert "http://localhost:6002" in words
    assert "http://localhost:5000/demo/messages" in words
    assert all(person.email in words for person in PEOPLE)
