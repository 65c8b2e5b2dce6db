"""Signing in by the page, from a service and without one."""

import pytest

from tests.fixtures.clocks import MovedClock
from tests.web.conftest import CLIENT, EMAIL, NEW_PICTURE, Person


def test_the_page_names_the_service_in_the_words_of_the_guides(person: Person) -> None:
    page = person.arrive(login_hint=EMAIL)
    assert page.path == "/connexion"
    assert page.heading == "Connexion à SOFFi"
    for words in (
        "Je m’identifie avec mon compte EFP Connect",
        "Identifiant (e-mail professionnel)",
        "Mot de passe",
        "Je ne suis pas un robot",
        "Recopiez le code de sécurité (composé de chiffres et de lettres)",
    ):
        assert words in page.text
    assert page.value_of("email") == EMAIL
    assert CLIENT in page.answer.header("Content-Security-Policy")
    assert page.answer.header("Cache-Control") == "no-store"


def test_the_right_password_leads_back_to_the_service(person: Person) -> None:
    person.arrive()
    page = person.fill()
    assert page.origin == CLIENT
    assert page.query.keys() == {"code", "state", "iss"}
    assert page.query["state"] == "s" * 32
    assert [hop.status for hop in page.hops] == [303, 200]


def test_the_browser_gets_a_new_name(person: Person) -> None:
    person.arrive()
    before = person.browser.cookies.find("efp_sid")
    person.fill()
    after = person.browser.cookies.find("efp_sid")
    assert before is not None
    assert after is not None
    assert before.value != after.value
    assert (after.http_only, after.same_site) == (True, "lax")
    person.browser.cookies.put(before)
    assert "Bonjour" not in person.browser.open("/").text


def test_without_a_service_one_lands_at_home(person: Person) -> None:
    page = person.browser.open("/connexion")
    assert page.heading == "Connexion à EFP Connect"
    page = person.fill()
    assert page.path == "/"
    assert page.heading.startswith("Bonjour")
    assert page.has_link("SOFFi")


def test_who_is_signed_in_goes_on_at_once(person: Person) -> None:
    person.arrive()
    person.fill()
    assert person.browser.open(person.address()).origin == CLIENT
    assert person.browser.open("/connexion").path == "/"


def test_a_new_picture_without_script(person: Person) -> None:
    first = person.arrive()
    page = person.browser.submit(NEW_PICTURE, email=EMAIL, password="Secret-Tape-2026")
    assert page.value_of("captchetat-uuid") != first.value_of("captchetat-uuid")
    assert page.value_of("email") == EMAIL
    assert "Secret-Tape-2026" not in page.answer.text
    assert not page.title.startswith("Erreur")
    assert person.fill().origin == CLIENT


def test_a_tab_left_behind_follows_the_other_one(person: Person) -> None:
    person.arrive()
    fields = person.fields()
    person.arrive()
    person.fill()
    answer = person.send(fields)
    assert answer.status == 303
    assert answer.location.startswith("http://localhost:5000/authorize?")
    assert person.browser.open(answer.location).origin == CLIENT


def test_a_stale_page_is_shown_again_with_what_was_typed(person: Person) -> None:
    person.arrive()
    person.browser.cookies.clear()
    page = person.fill(password="Secret-Tape-2026")
    assert page.status == 403
    assert page.heading == "Connexion à SOFFi"
    assert "rien n’a été envoyé" in page.text
    assert page.value_of("email") == EMAIL
    assert "Secret-Tape-2026" not in page.answer.text
    assert person.fill().origin == CLIENT


@pytest.mark.parametrize(
    "headers", [{"Origin": "https://evil.example"}, {"Sec-Fetch-Site": "cross-site"}]
)
def test_a_form_of_another_site_is_refused(person: Person, headers: dict[str, str]) -> None:
    person.arrive()
    answer = person.send(person.fields(), headers)
    assert answer.status == 403
    assert EMAIL not in answer.text
    assert answer.header("Set-Cookie") == ""


def test_a_browser_is_new_once(person: Person, clock: MovedClock) -> None:
    person.arrive()
    person.fill()
    known = person.browser.cookies.find("efp_browser")
    assert known is not None
    assert (known.http_only, known.same_site) == (True, "lax")
    clock.advance(seconds=1)
    assert person.arrive(prompt="login").path == "/connexion"
    page = person.fill()
    assert page.origin == CLIENT
    assert "efp_browser" not in page.hops[0].header("Set-Cookie")
