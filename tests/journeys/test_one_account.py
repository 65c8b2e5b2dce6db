"""Guide SOFFi, chapters 3 and 4: one account opens every service, one sign-out closes them."""

from tests.fixtures.browser import Browser
from tests.fixtures.house import House


def is_asked_to_sign_in(browser: Browser, address: str) -> bool:
    """Open a protected address, and tell whether it ends on the sign-in page."""
    return browser.open(address).heading.startswith("Connexion à ")


def test_soffi_shows_what_the_token_says(house: House) -> None:
    browser = house.browser("soffi")
    browser.open("/")
    assert browser.follow("Connexion").heading == "Connexion à SOFFi"
    house.sign_in(browser, "ra@demo.test")
    page = browser.page
    assert page.url == f"{house.addresses.soffi}/accueil"
    for shown in ("Rose Amblard", "ATELIERS DU VITRAIL - LYON", "90000001900019", "Gestionnaire"):
        assert shown in page.text
    assert "Données d’exemple" in page.text


def test_edof_opens_by_itself(house: House) -> None:
    browser = house.enter("soffi")
    page = browser.open(f"{house.addresses.edof}/accueil")
    assert page.heading == "Mon catalogue de formations"
    assert "Gestionnaire EDOF" in page.text
    assert [hop.status for hop in page.hops][-1] == 200
    assert not any("/connexion?" in hop.url for hop in page.hops)


def test_a_protected_address_comes_back_to_itself(house: House) -> None:
    browser = house.browser("soffi")
    browser.open("/accueil/habilitation?siret=90000001900019")
    house.sign_in(browser, "ra@demo.test")
    asked = f"{house.addresses.soffi}/accueil/habilitation?siret=90000001900019"
    assert browser.page.url == asked


def test_signing_out_of_one_closes_all(house: House) -> None:
    browser = house.enter("soffi")
    browser.open(f"{house.addresses.edof}/accueil")
    assert browser.submit("Me déconnecter").heading == "Vous êtes déconnecté"
    house.work()
    assert is_asked_to_sign_in(browser, f"{house.addresses.soffi}/accueil")
    assert is_asked_to_sign_in(browser, f"{house.addresses.edof}/accueil")


def test_signing_out_leaves_the_other_browser_alone(house: House) -> None:
    at_work, at_home = house.enter("soffi"), house.enter("soffi")
    at_work.submit("Me déconnecter")
    house.work()
    assert is_asked_to_sign_in(at_work, "/accueil")
    assert not is_asked_to_sign_in(at_home, "/accueil")


def test_a_service_that_was_down_is_told_later(house: House) -> None:
    browser = house.enter("soffi")
    browser.open(f"{house.addresses.edof}/accueil")
    with house.closed("soffi"):
        browser.submit("Me déconnecter")
        house.work()
    assert not is_asked_to_sign_in(browser, f"{house.addresses.soffi}/accueil")
    house.clock.advance(seconds=30)
    house.work()
    assert is_asked_to_sign_in(browser, f"{house.addresses.soffi}/accueil")


def test_a_new_browser_is_told_by_mail(house: House) -> None:
    house.enter("soffi")
    house.work()
    browser = house.browser("provider")
    page = browser.open("/demo/messages")
    assert "ra@demo.test" in page.text
