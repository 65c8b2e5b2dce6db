"""Bad input at the sign-in page: a French page with a reference, never a 500, never a way out."""

from urllib.parse import urlencode

import pytest

from tests.web.conftest import Person

FORM = "application/x-www-form-urlencoded"
BODIES = {
    "a field given twice": (b"email=a&email=b", FORM, 400),
    "NUL": (b"email=a%00b", FORM, 400),
    "a field too long": (b"email=" + b"a" * 9000, FORM, 413),
    "too many fields": (b"&".join(b"f%d=1" % number for number in range(200)), FORM, 413),
    "a body too large": (b"email=" + b"a" * 300_000, FORM, 413),
    "JSON": (b"{}", "application/json", 415),
}


@pytest.mark.parametrize(("body", "kind", "status"), BODIES.values(), ids=BODIES.keys())
def test_each_fault_has_its_page(person: Person, body: bytes, kind: str, status: int) -> None:
    person.arrive()
    token = person.browser.page.value_of("csrf_token")
    if kind == FORM:
        body = f"csrf_token={token}&".encode() + body
    answer = person.browser.send("POST", person.address(), body, {"Content-Type": kind})
    assert answer.status == status
    assert answer.header("Content-Type").startswith("text/html")
    assert answer.header("X-Correlation-Id") in answer.text


@pytest.mark.parametrize("answer", ["é" * 500, "\u202e", "' OR 1=1 --", "\u0001"])
def test_strange_text_is_only_wrong(person: Person, answer: str) -> None:
    person.arrive()
    page = person.fill(email=answer, password=answer, captcha=answer)
    assert page.status == 200
    assert page.value_of("email") == answer


@pytest.mark.parametrize("token", ["good", "bad"])
def test_an_unregistered_address_is_never_a_way_out(person: Person, token: str) -> None:
    person.arrive()
    fields = person.fields()
    if token == "bad":
        fields["csrf_token"] = "x"
    address = person.address(redirect_uri="https://evil.example/cb")
    for answer in (
        person.browser.send("GET", address),
        person.browser.send("POST", address, urlencode(fields).encode()),
    ):
        assert answer.status == 400
        assert answer.header("Location") == ""
        assert "evil.example" not in answer.header("Content-Security-Policy")
