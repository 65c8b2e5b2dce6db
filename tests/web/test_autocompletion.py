"""What a browser fills in by itself on the sign-in page (WCAG 2.2, 1.3.5)."""

from tests.web.conftest import Person


def test_the_account_and_its_password_fill_themselves_in(person: Person) -> None:
    fields = person.arrive().soup.select("form input[autocomplete]")
    assert {field["name"]: field["autocomplete"] for field in fields} == {
        "email": "username",
        "password": "current-password",
        "captcha": "off",
    }
