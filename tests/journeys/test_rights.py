"""Rights follow the provider while a person works, without asking anything of the person."""

import pytest
from sqlalchemy import select, update

from idp.domain import db
from idp.domain.accounts.models import Account
from idp.domain.habilitations.models import Habilitation
from idp.ground import clock
from tests.fixtures.house import House


def stop_rights(house: House, email: str, how: str) -> None:
    """End or suspend every habilitation of a person, as the product does: its row stays."""
    account = select(Account.id).where(Account.email == email).scalar_subquery()
    rights = update(Habilitation).where(Habilitation.account_id == account)
    stopped = rights.values({how: clock.now()}).returning(Habilitation.id)
    with house.provider.app_context():
        assert db.session.scalars(stopped).all()
        db.session.commit()


@pytest.mark.parametrize(
    ("how", "sentence"),
    [
        ("ended_at", "L’accès est donné par le responsable des accès"),
        ("suspended_at", "Votre habilitation est suspendue"),
    ],
)
def test_a_right_that_stops_closes_the_service_within_a_minute(
    house: House, how: str, sentence: str
) -> None:
    browser = house.enter("soffi", "collaborateur@demo.test")
    stop_rights(house, "collaborateur@demo.test", how)
    assert browser.open("/accueil").status == 200
    house.clock.advance(seconds=60)
    page = browser.open("/accueil")
    assert page.status == 403
    assert sentence in page.text


def test_a_long_visit_is_renewed_in_silence(house: House) -> None:
    browser = house.enter("soffi")
    house.clock.advance(minutes=6)
    page = browser.open("/accueil/habilitation")
    assert page.url == f"{house.addresses.soffi}/accueil/habilitation"
    assert any("prompt=none" in hop.url for hop in page.hops)


def test_an_idle_session_ends(house: House) -> None:
    browser = house.enter("soffi")
    house.clock.advance(minutes=31)
    assert browser.open("/accueil").heading == "Connexion à SOFFi"


def test_no_session_outlives_half_a_day(house: House) -> None:
    browser = house.enter("soffi")
    for _ in range(36):
        house.clock.advance(minutes=20)
        browser.open("/accueil")
    assert browser.page.heading == "Connexion à SOFFi"
