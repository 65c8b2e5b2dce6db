"""What a person without habilitation reads (guide SOFFi, chapters 4 and 5; guide EDOF, 2)."""

import pytest

from tests.fixtures.house import House

REFUSALS = [
    ("soffi", "premier@demo.test", "Vous êtes la première personne à accéder"),
    ("soffi", "sans-acces@demo.test", "L’accès est donné par le responsable des accès"),
    ("edof", "premier@demo.test", "Un code responsable des accès"),
    ("edof", "sans-acces@demo.test", "L’accès est donné par le responsable des accès"),
]


@pytest.mark.parametrize(("site", "email", "sentence"), REFUSALS)
def test_the_sentence_of_the_guide(house: House, site: str, email: str, sentence: str) -> None:
    browser = house.enter(site, email)
    page = browser.page
    assert page.status == 403
    assert sentence in page.text
    assert browser.follow("Retour à l’accueil").path == "/"
