"""`efp seed demo` is for a demonstration only."""

import pytest
from flask import Flask

from idp import settings
from idp.demo import sites
from idp.demo.people import PEOPLE
from idp.domain import db
from idp.domain.accounts.models import Account
from tests.cli.conftest import Efp, complaint
from tests.fixtures.domain import opened_domain
from tests.fixtures.production import PRODUCTION


def count_people() -> int:
    return db.session.query(Account).count()


def test_it_loads_the_demonstration(efp: Efp) -> None:
    assert efp("seed", "demo").exit_code == 0
    assert count_people() == len(PEOPLE)


def test_production_refuses_it(
    efp: Efp, database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = settings.load(PRODUCTION | {"EFP_DATABASE_URL": database_url})
    with opened_domain(told) as production:
        monkeypatch.setattr("idp.cli.application.open_application", lambda: production)
        assert "loopback addresses only" in complaint(efp("seed", "demo"))
        assert count_people() == 0


def test_an_address_that_no_client_may_have_is_named(
    efp: Efp, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOFFI_PUBLIC_URL", "http://soffi.example")
    assert "'http://soffi.example' cannot be registered" in complaint(efp("seed", "demo"))
    assert count_people() == 0


def test_a_service_without_address_is_named(
    efp: Efp, domain: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    known = sites.variables({})
    del known["SOFFI_PUBLIC_URL"]
    monkeypatch.setattr(sites, "variables", lambda _environ: known)
    assert "SOFFI_PUBLIC_URL" in complaint(efp("seed", "demo"))
    assert count_people() == 0
