"""The browser cookie: attack rows LG-12 and WB-17."""

import pytest
from flask.testing import FlaskClient

from tests.web_kit.conftest import AppFactory


def test_the_cookie_is_opaque_and_hidden_from_scripts(client: FlaskClient) -> None:
    answer = client.get("/navigateur")
    cookie = answer.headers["Set-Cookie"]
    assert cookie == f"efp_sid={answer.text}; HttpOnly; Path=/; SameSite=Lax"
    assert len(answer.text) == 43


def test_on_https_the_cookie_is_bound_to_the_host(make_app: AppFactory) -> None:
    client = make_app(public_url="https://idp.test").test_client()
    cookie = client.get("/navigateur").headers["Set-Cookie"]
    assert cookie.startswith("__Host-efp_sid=")
    assert "Secure; HttpOnly; Path=/" in cookie


def test_the_id_stays_from_page_to_page(client: FlaskClient) -> None:
    first = client.get("/navigateur").text
    second = client.get("/navigateur")
    assert second.text == first
    assert "Set-Cookie" not in second.headers


def test_a_renewed_id_replaces_the_one_that_somebody_may_have_planted(client: FlaskClient) -> None:
    client.set_cookie("efp_sid", "p" * 43)
    assert client.get("/navigateur").text == "p" * 43
    renewed = client.get("/renouveler").text
    assert renewed != "p" * 43
    assert client.get("/navigateur").text == renewed


@pytest.mark.parametrize("value", ["short", "x" * 44, "x" * 42 + "é", "x" * 5000])
def test_an_ill_formed_id_is_replaced(client: FlaskClient, value: str) -> None:
    answer = client.get("/navigateur", headers={"Cookie": f"efp_sid={value}"})
    assert answer.status_code == 200
    assert answer.text != value


def test_a_nameless_cookie_is_not_believed(client: FlaskClient) -> None:
    planted = "p" * 43
    answer = client.get("/navigateur", headers={"Cookie": f"=efp_sid={planted}"})
    assert answer.text != planted


def test_programs_get_no_cookie(client: FlaskClient) -> None:
    assert "Set-Cookie" not in client.post("/machine").headers
