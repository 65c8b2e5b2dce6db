"""EFP Admin: its staff enter by the provider; everybody else is refused, and told clearly."""

import pytest

from tests.fixtures.house import House

RANKS = {
    "admin@demo.test": "Administrateur",
    "admin.soffi@demo.test": "Administrateur applicatif",
    "assistant@demo.test": "Assistant aux utilisateurs",
}


@pytest.mark.parametrize("email", RANKS)
def test_staff_see_who_they_are(house: House, email: str) -> None:
    browser = house.browser("admin")
    browser.open("/accueil")
    house.sign_in(browser, email)
    assert browser.page.status == 200
    assert browser.page.url == f"{house.addresses.admin}/accueil"
    assert RANKS[email] in browser.page.text


def test_others_are_refused(house: House) -> None:
    browser = house.browser("admin")
    browser.open("/accueil")
    house.sign_in(browser, "ra@demo.test")
    assert browser.page.status == 403
    assert browser.page.has_button("Me déconnecter")
