"""A cookie that outlives the browser: attack row WB-17."""

import pytest
from flask.testing import FlaskClient

from tests.web_kit.conftest import AppFactory


def test_it_is_kept_for_its_life_and_comes_back(client: FlaskClient) -> None:
    first = client.get("/souvenir")
    assert first.text == "rien"
    cookie = first.headers["Set-Cookie"]
    assert cookie.startswith(f"efp_memory={'m' * 43}; Expires=")
    assert cookie.endswith("; Max-Age=172800; HttpOnly; Path=/; SameSite=Lax")
    assert client.get("/souvenir").text == "m" * 43


def test_on_https_no_other_host_can_plant_it(make_app: AppFactory) -> None:
    client = make_app(public_url="https://idp.test").test_client()
    planted = client.get("/souvenir", headers={"Cookie": f"efp_memory={'p' * 43}"})
    assert planted.text == "rien"
    cookie = planted.headers["Set-Cookie"]
    assert cookie.startswith("__Host-efp_memory=")
    assert "; Secure; HttpOnly; Path=/;" in cookie


@pytest.mark.parametrize("value", ["", "short", "x" * 44, "x" * 42 + "é"])
def test_nonsense_is_no_value(client: FlaskClient, value: str) -> None:
    answer = client.get("/souvenir", headers={"Cookie": f"efp_memory={value}"})
    assert answer.text == "rien"
