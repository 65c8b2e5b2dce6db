"""Errors that no view caught: a page for a person, JSON for a program."""

from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy.exc import IntegrityError, OperationalError

from idp import error_answers
from idp.domain import db
from idp.domain.grants.errors import CodeRefused
from idp.domain.throttling.errors import Throttled
from idp.ground.errors import Unavailable
from web_kit import Manners
from web_kit import setup as set_up_web_kit
from web_kit.routes import machine, page

AWAY = OperationalError("SELECT 1", {}, Exception("the server is gone"))
BROKEN = IntegrityError("INSERT", {}, Exception("the secret reason"))
Fail = Callable[[Exception], Flask]


@pytest.fixture
def failing(tmp_path: Path) -> Fail:
    """Make an application whose two views fail for one reason."""

    def make(reason: Exception) -> Flask:
        app = Flask("failing")
        manners = Manners(
            public_url="http://localhost:5000", cookie_name="c", secret_key="k", site_name="Essai"
        )
        set_up_web_kit(app, manners)
        db.setup(app, f"sqlite:///{tmp_path}/empty.sqlite")
        error_answers.setup(app)

        @app.get("/page")
        @page
        def show() -> str:
            raise reason

        @app.get("/machine")
        @machine
        def tell() -> str:
            raise reason

        return app

    return make


@pytest.mark.parametrize(
    ("reason", "status", "retry_after", "words"),
    [
        (AWAY, 503, "5", "Service momentanément indisponible"),
        (BROKEN, 500, None, "Une erreur inattendue"),
        (Unavailable(retry_after=9), 503, "9", "Service momentanément indisponible"),
        (Throttled(retry_after=61, scope="address"), 429, "61", "réessayez dans 2 minutes"),
        (CodeRefused(), 409, None, "connectez-vous à nouveau"),
    ],
)
def test_a_person_gets_a_page_and_a_program_json(
    failing: Fail, reason: Exception, status: int, retry_after: str | None, words: str
) -> None:
    client = failing(reason).test_client()
    shown = client.get("/page")
    assert shown.status_code == status
    assert shown.headers.get("Retry-After") == retry_after
    assert words in shown.text
    assert "secret reason" not in shown.text
    told = client.get("/machine")
    assert told.status_code == status
    assert told.headers.get("Retry-After") == retry_after
    assert told.get_json()["error"]
