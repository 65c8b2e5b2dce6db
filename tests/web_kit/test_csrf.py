"""Attack rows WB-01, LG-14: forms of other sites, of other browsers, of nobody."""

import pytest
from flask.testing import FlaskClient

from tests.web_kit.conftest import AppFactory
from web_kit.csrf import TokenRefused


def token_of(client: FlaskClient) -> str:
    return client.get("/jeton").text


def test_a_form_with_the_token_of_this_browser_is_accepted(client: FlaskClient) -> None:
    answer = client.post("/ecrire", data={"csrf_token": token_of(client), "texte": "été"})
    assert (answer.status_code, answer.text) == (200, "écrit : été")


@pytest.mark.parametrize("token", ["", "é", "A" * 43])
def test_a_form_without_the_token_is_refused(client: FlaskClient, token: str) -> None:
    token_of(client)
    answer = client.post("/ecrire", data={"csrf_token": token})
    assert answer.status_code == 403
    assert "n’est plus valable" in answer.text


def test_the_token_of_another_browser_is_refused(make_app: AppFactory) -> None:
    app = make_app()
    mine, other = app.test_client(), app.test_client()
    token_of(mine)
    answer = mine.post("/ecrire", data={"csrf_token": token_of(other)})
    assert answer.status_code == 403


def test_a_good_token_without_the_cookie_is_refused(client: FlaskClient) -> None:
    token = token_of(client)
    client.delete_cookie("efp_sid")
    assert client.post("/ecrire", data={"csrf_token": token}).status_code == 403


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://evil.test"},
        {"Origin": "null"},
        {"Origin": "http://localhost:5001"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Sec-Fetch-Site": "same-origin", "Origin": "https://evil.test"},
    ],
)
def test_another_site_is_refused_even_with_the_token(
    client: FlaskClient, headers: dict[str, str]
) -> None:
    answer = client.post("/ecrire", data={"csrf_token": token_of(client)}, headers=headers)
    assert answer.status_code == 403


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "http://localhost:5000", "Sec-Fetch-Site": "same-origin"},
        {"Origin": "http://127.0.0.1:5000"},
        {"Origin": "null", "Sec-Fetch-Site": "same-origin"},
        {"Sec-Fetch-Site": "none"},
    ],
)
def test_our_own_pages_are_accepted(client: FlaskClient, headers: dict[str, str]) -> None:
    answer = client.post("/ecrire", data={"csrf_token": token_of(client)}, headers=headers)
    assert answer.status_code == 200


def test_a_former_key_is_still_accepted_when_it_is_kept_as_a_fallback(
    client: FlaskClient, make_app: AppFactory
) -> None:
    token = token_of(client)
    cookie = client.get_cookie("efp_sid")
    assert cookie is not None
    for fallbacks, status in (((), 403), (("a key of the tests",), 200)):
        later = make_app(secret_key="a new key", secret_key_fallbacks=fallbacks).test_client()
        later.set_cookie("efp_sid", cookie.value)
        answer = later.post("/ecrire", data={"csrf_token": token})
        assert answer.status_code == status


def test_an_application_may_answer_an_old_page_in_its_own_way(make_app: AppFactory) -> None:
    app = make_app()
    app.register_error_handler(TokenRefused, lambda _error: ("recommencez", 409))
    client = app.test_client()
    foreign = {"Sec-Fetch-Site": "cross-site"}
    assert client.post("/ecrire", data={"a": "b"}).status_code == 409
    assert client.post("/ecrire", data={"a": "b"}, headers=foreign).status_code == 403


def test_protocol_and_machine_routes_need_no_token(client: FlaskClient) -> None:
    foreign = {"Origin": "https://service.test", "Sec-Fetch-Site": "cross-site"}
    assert client.post("/autoriser", data={"a": "b"}, headers=foreign).status_code == 200
    assert client.post("/machine", data={"a": "b"}, headers=foreign).status_code == 200
