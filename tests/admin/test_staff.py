"""EFP Admin: staff come in with their rank, nobody else does, and a rank lost bites at once."""

from typing import NoReturn

import pytest
from sqlalchemy import delete
from sqlalchemy.exc import OperationalError

from admin import staff
from idp.domain import db
from idp.domain.staff.models import StaffMember
from tests.fixtures.house import House


@pytest.mark.parametrize(
    ("email", "role"),
    [
        ("admin@demo.test", "Administrateur"),
        ("admin.soffi@demo.test", "Administrateur applicatif de SOFFi"),
        ("assistant@demo.test", "Assistant aux utilisateurs SOFFi"),
    ],
)
def test_staff_see_who_they_are_and_their_role(house: House, email: str, role: str) -> None:
    browser = house.browser("admin")
    browser.open()
    browser.follow("Connexion")
    house.sign_in(browser, email)
    assert (browser.page.status, browser.page.url) == (200, f"{house.addresses.admin}/accueil")
    roles = [item.get_text(strip=True) for item in browser.page.soup.select("main li")]
    assert roles == [role]
    assert email in browser.page.soup.get_text()


def test_others_are_refused_and_may_sign_out(house: House) -> None:
    browser = house.enter("admin")
    assert browser.page.answer.status == 403
    assert "réservé" in browser.page.soup.get_text()

    browser.submit("Me déconnecter")
    assert browser.page.url.startswith(f"{house.addresses.admin}/deconnexion")
    assert "et dans EFP Connect" in browser.page.soup.get_text()


def test_a_rank_that_was_taken_away_bites_at_the_next_request(house: House) -> None:
    browser = house.enter("admin", "admin@demo.test")
    assert browser.page.answer.status == 200
    with house.provider.app_context():
        db.session.execute(delete(StaffMember))
        db.session.commit()
    assert browser.open("/accueil").answer.status == 403


def test_a_database_that_is_away_lets_nobody_in(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_sub: str) -> NoReturn:
        raise OperationalError("SELECT", None, ConnectionError())

    browser = house.enter("admin", "admin@demo.test")
    monkeypatch.setattr(staff, "list_roles", fail)
    page = browser.open("/accueil")
    assert page.answer.status == 503
    assert "momentanément indisponible" in page.soup.get_text()
