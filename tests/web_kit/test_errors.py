"""Pages for people, JSON for programs, reasons in the log only."""

import logging

import pytest
from flask import Flask
from flask.testing import FlaskClient
from markupsafe import escape

from tests.web_kit.conftest import AppFactory
from web_kit.errors import error_page


@pytest.fixture
def failing(make_app: AppFactory) -> FlaskClient:
    app = make_app()
    app.config["PROPAGATE_EXCEPTIONS"] = False
    return app.test_client()


def test_a_missing_page_is_told_in_french_with_a_reference(client: FlaskClient) -> None:
    answer = client.get("/nulle-part")
    assert answer.status_code == 404
    assert "Page non trouvée" in answer.text
    assert answer.headers["X-Correlation-Id"] in answer.text


def test_each_answer_has_its_own_reference(client: FlaskClient) -> None:
    answers = [client.get("/jeton").headers["X-Correlation-Id"] for _ in range(2)]
    assert answers[0] != answers[1]


def test_a_failure_keeps_its_reason_for_the_log(
    failing: FlaskClient, caplog: pytest.LogCaptureFixture
) -> None:
    answer = failing.get("/panne")
    assert answer.status_code == 500
    assert "erreur inattendue" in answer.text
    assert "secret reason" not in answer.text
    assert "frame-ancestors 'none'" in answer.headers["Content-Security-Policy"]
    [record] = [record for record in caplog.records if record.exc_info]
    assert "secret reason" in str(record.exc_info)


def test_programs_get_json(failing: FlaskClient) -> None:
    answer = failing.post("/panne-machine")
    assert (answer.status_code, answer.mimetype) == (500, "application/json")
    assert answer.json is not None
    assert answer.json["error"] == "server_error"


def test_programs_get_json_for_a_wrong_method_too(client: FlaskClient) -> None:
    answer = client.get("/machine")
    assert (answer.status_code, answer.json and answer.json["error"]) == (
        405,
        "method_not_allowed",
    )
    assert "POST" in answer.headers["Allow"]


def test_a_refusal_is_logged_with_its_reason(
    client: FlaskClient, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.WARNING):
        client.post("/ecrire", data={"a": "b"})
    assert "refused 403: missing or foreign token" in caplog.messages


def test_the_page_survives_a_menu_that_fails(
    make_app: AppFactory, caplog: pytest.LogCaptureFixture
) -> None:
    app: Flask = make_app()
    app.context_processor(lambda: {"account_menu": 1 / 0})
    answer = app.test_client().get("/nulle-part")
    assert answer.status_code == 404
    assert "Page non trouvée" in answer.text
    assert "without the application's own context" in caplog.text


def test_an_application_writes_its_own_error_page(make_app: AppFactory) -> None:
    with make_app().test_request_context("/jeton"):
        answer = error_page(409, title="Déjà <fait>", sentence="Passez à la suite.")
    assert answer.status_code == 409
    page = answer.get_data(as_text=True)
    assert "Déjà &lt;fait&gt;" in page
    assert "Passez à la suite." in page


@pytest.mark.parametrize(
    ("method", "path", "status", "is_offered"),
    [
        ("GET", "/jeton?a=%C3%A9&b=1", 503, True),
        ("GET", "/jeton", 429, True),
        ("GET", "/jeton", 404, False),
        ("POST", "/jeton", 503, False),
        ("GET", "/jeton%5C..", 503, False),
    ],
)
def test_a_page_that_may_come_back_can_be_asked_for_again(
    make_app: AppFactory, method: str, path: str, status: int, is_offered: bool
) -> None:
    with make_app().test_request_context(path, method=method):
        page = error_page(status, title="Plus tard", sentence="Réessayez.").get_data(as_text=True)
    assert (">Réessayer</a>" in page) == is_offered
    if is_offered:
        assert f'href="{escape(path)}"' in page
