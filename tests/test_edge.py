"""A refusal keeps nothing of what its action has written, whatever the page answers."""

from collections.abc import Iterator

import pytest
from flask import Blueprint, Flask
from sqlalchemy import select
from sqlalchemy.exc import OperationalError

from idp import edge, error_answers, settings
from idp.domain import db
from idp.domain.accounts.errors import EmailTaken
from idp.domain.organisations.models import Company
from idp.ground import clock
from idp.ground.errors import DomainError
from tests.fixtures.domain import close_database
from web_kit import Manners
from web_kit import setup as set_up_web_kit
from web_kit.routes import page

AWAY = OperationalError("SELECT 1", {}, Exception("the server is gone"))


def write(label: str) -> None:
    """What an action has written when a fact stops it."""
    db.session.add(Company(siren=f"{len(label):09}", label=label, created_at=clock.now()))
    db.session.flush()


@pytest.fixture
def app(test_settings: settings.Settings) -> Iterator[Flask]:
    """An application whose pages write, and are refused."""
    app = edge.Application("edge", static_folder=None)
    settings.keep(app, test_settings)
    manners = Manners(
        public_url="http://localhost:5000", cookie_name="c", secret_key="k", site_name="Essai"
    )
    set_up_web_kit(app, manners)
    db.setup(app, test_settings.database_url)
    edge.setup(app)
    error_answers.setup(app)
    blueprint = Blueprint("pages", __name__)

    @blueprint.get("/written")
    @page
    def written() -> str:
        write("a")
        return "written"

    @blueprint.get("/refused")
    @page
    def refused() -> str:
        write("ab")
        raise EmailTaken

    @blueprint.errorhandler(EmailTaken)
    def show_again(_refusal: DomainError) -> str:
        return "a form that says why, with status 200"

    @blueprint.get("/broken")
    @page
    def broken() -> str:
        write("abc")
        raise KeyError

    @blueprint.errorhandler(KeyError)
    def fail_too(_error: KeyError) -> str:
        raise AWAY

    app.register_blueprint(blueprint)
    yield app
    close_database(app)


def kept(app: Flask) -> list[str]:
    with app.app_context(), db.auto_engine().connect() as connection:
        return list(connection.execute(select(Company.label)).scalars())


def test_a_refusal_answered_by_200_keeps_nothing(app: Flask) -> None:
    browser = app.test_client()
    assert browser.get("/written").status_code == 200
    answer = browser.get("/refused")
    assert (answer.status_code, answer.text) == (200, "a form that says why, with status 200")
    assert kept(app) == ["a"]


def test_an_error_handler_that_fails_is_answered_like_a_view(app: Flask) -> None:
    answer = app.test_client().get("/broken")
    assert answer.status_code == 503
    assert "Service momentanément indisponible" in answer.text
    assert kept(app) == []
