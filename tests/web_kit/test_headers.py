"""Attack row WB-03 and requirement R-WB-02, on answers of every kind."""

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.web_kit.conftest import AppFactory
from web_kit.headers import allow_form_action


@pytest.mark.parametrize(
    "address", ["/jeton", "/autoriser", "/nulle-part", "/ecrire", "/healthz", "/jeton?a=%00"]
)
def test_no_answer_can_be_framed_or_sniffed(client: FlaskClient, address: str) -> None:
    headers = client.get(address).headers
    assert "frame-ancestors 'none'" in headers["Content-Security-Policy"]
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert "unsafe" not in headers["Content-Security-Policy"]
    assert headers["Cache-Control"] == "no-store"
    assert "Access-Control-Allow-Origin" not in headers


def test_the_policy_of_pages_is_closed(client: FlaskClient) -> None:
    headers = client.get("/jeton").headers
    policy = dict(rule.split(" ", 1) for rule in headers["Content-Security-Policy"].split("; "))
    assert policy["default-src"] == "'none'"
    assert policy["script-src"] == policy["style-src"] == "'self'"
    assert policy["object-src"] == policy["base-uri"] == "'none'"
    assert policy["form-action"] == "'self'"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert "Strict-Transport-Security" not in headers


def test_https_is_remembered_by_browsers(make_app: AppFactory) -> None:
    client = make_app(public_url="https://idp.test").test_client()
    headers = client.get("/jeton").headers
    assert "max-age=63072000" in headers["Strict-Transport-Security"]


def test_one_answer_may_let_its_form_lead_to_a_service(client: FlaskClient) -> None:
    policy = client.get("/autoriser").headers["Content-Security-Policy"]
    assert policy.endswith("form-action 'self' https://service.test")
    assert "service.test" not in client.get("/jeton").headers["Content-Security-Policy"]


@pytest.mark.parametrize(
    "value", ["javascript:alert(1)", "https://a.test/x", "https://a.test; x *", "*", ""]
)
def test_only_an_origin_can_be_let_in(make_app: AppFactory, value: str) -> None:
    app: Flask = make_app()
    with app.test_request_context("/jeton"), pytest.raises(ValueError, match=r"origin|absolute"):
        allow_form_action(value)


def test_assets_are_kept_for_ever_under_their_fingerprint(client: FlaskClient) -> None:
    app = client.application
    with app.test_request_context("/"):
        address = app.jinja_env.globals["asset_url"]("js/menu.js")  # type: ignore[operator]
    with client.get(address) as current, client.get("/assets/js/menu.js?v=0") as stale:
        assert current.status_code == 200
        assert current.headers["Cache-Control"] == "public, max-age=31536000"
        assert stale.headers["Cache-Control"] == "no-cache"
