"""An application with one view of each class, dressed by web_kit."""

from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
from flask import Flask, Response, make_response, request
from flask.testing import FlaskClient

from web_kit import Manners, setup
from web_kit.browser import browser_id, renew_browser_id
from web_kit.client_address import client_address
from web_kit.cookies import find_cookie, set_cookie
from web_kit.csrf import csrf_token
from web_kit.headers import allow_form_action
from web_kit.routes import machine, page, protocol

AppFactory = Callable[..., Flask]


@pytest.fixture
def make_app() -> AppFactory:
    """Return a maker of applications; keywords replace settings of the manners."""

    def make(**changes: object) -> Flask:
        settings = {
            "public_url": "http://localhost:5000",
            "cookie_name": "efp_sid",
            "secret_key": "a key of the tests",
            "site_name": "Essai",
        }
        app = Flask("essai")
        setup(app, Manners(**(settings | changes)))  # type: ignore[arg-type]
        add_views(app)
        return app

    return make


@pytest.fixture
def client(make_app: AppFactory) -> Iterator[FlaskClient]:
    """A browser on the application with ordinary settings."""
    with make_app().test_client() as client:
        yield client


def add_views(app: Flask) -> None:
    """Add the views that the tests call."""

    @app.get("/jeton")
    @page
    def show_token() -> str:
        return csrf_token()

    @app.post("/ecrire")
    @page
    def write() -> str:
        return f"écrit : {request.form.get('texte', '')}"

    @app.route("/autoriser", methods=["GET", "POST"])
    @protocol
    def authorize() -> str:
        allow_form_action("https://service.test")
        return "<p>autorisé</p>"

    @app.post("/machine")
    @machine
    def answer_program() -> dict[str, str]:
        return {"address": client_address()}

    @app.get("/healthz")
    @machine
    def health() -> dict[str, str]:
        return {}

    @app.get("/renouveler")
    @page
    def renew() -> str:
        return renew_browser_id()

    @app.get("/fichiers/<path:name>")
    @page
    def show_file(name: str) -> str:
        return name

    @app.get("/navigateur")
    @page
    def name_browser() -> str:
        return browser_id()

    @app.get("/souvenir")
    @page
    def remember() -> Response:
        response = make_response(find_cookie("efp_memory") or "rien")
        set_cookie(response, "efp_memory", "m" * 43, timedelta(days=2))
        return response

    @app.get("/panne")
    @page
    def fail() -> str:
        raise RuntimeError("the secret reason")

    @app.post("/panne-machine")
    @machine
    def fail_program() -> str:
        raise RuntimeError("the secret reason")
