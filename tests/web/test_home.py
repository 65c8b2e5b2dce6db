"""The provider's front page, and the menu of the signed-in person."""

from tests.web.conftest import Person


def test_a_stranger_reads_what_it_is(person: Person) -> None:
    page = person.browser.open("/")
    assert page.heading == "EFP Connect"
    assert not page.has_button("Me déconnecter")


def test_a_person_sees_the_services_that_may_be_entered(person: Person) -> None:
    person.browser.open("/connexion")
    page = person.fill(email="collaborateur@demo.test")
    assert page.has_link("SOFFi")
    assert not page.has_link("EDOF")


def test_a_person_without_rights_reads_what_to_do(person: Person) -> None:
    person.browser.open("/connexion")
    page = person.fill(email="sans-acces@demo.test")
    assert "Vous n’avez encore accès à aucun service" in page.text


def test_the_menu_signs_out(person: Person) -> None:
    person.browser.open("/connexion")
    person.fill()
    page = person.browser.submit("Me déconnecter")
    assert not page.has_button("Me déconnecter")
    assert person.browser.open("/").heading == "EFP Connect"
