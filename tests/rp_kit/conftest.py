"""A service with nothing of its own but `rp_kit`, and a provider that obeys."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import responses
from flask import Flask, request
from flask.testing import FlaskClient
from jinja2 import DictLoader
from werkzeug.test import TestResponse

import rp_kit
from rp_kit.federation import EXTENSION
from rp_kit.settings import Settings
from tests.fixtures.clocks import MovedClock
from tests.rp_kit.provider_stub import CLIENT_ID, ISSUER, StubProvider

PUBLIC_URL = "https://soffi.test"


class Visitor:
    """A browser: keeps cookies, and knows the way to the provider and back."""

    def __init__(self, app: Flask, provider: StubProvider) -> None:
        self.client: FlaskClient = app.test_client()
        self.provider = provider
        #: What the provider answered, for tests that bring it back in several ways.
        self.query: dict[str, str] = {}

    def get(self, path: str, **headers: str) -> TestResponse:
        return self.client.get(path.removeprefix(PUBLIC_URL), base_url=PUBLIC_URL, headers=headers)

    def post(self, path: str, **fields: str) -> TestResponse:
        return self.client.post(path, base_url=PUBLIC_URL, data=fields)

    def come_back(self, location: str, **changes: str) -> TestResponse:
        """Bring the provider's answer to an authorization request to the service."""
        return self.bring(self.provider.answer_to(location, **changes))

    def bring(self, answer: dict[str, str]) -> TestResponse:
        """Open the address that the provider redirects to."""
        return self.client.get("/connexion/retour", base_url=PUBLIC_URL, query_string=answer)

    def sign_in(self, path: str = "/accueil") -> TestResponse:
        """Open a protected page, sign in, and return the page that it leads to."""
        back = self.come_back(self.get(path).headers["Location"])
        assert back.status_code == 302, back.text
        return self.get(back.headers["Location"])

    def cookie(self, use: str) -> str | None:
        found = self.client.get_cookie(f"__Host-soffi_{use}", domain="soffi.test")
        return found.value if found else None

    def has_menu(self) -> bool:
        """Whether the public page of a real service shows the menu of somebody."""
        return "Me déconnecter" in self.get("/").text

    def has_session(self) -> bool:
        """Whether the service takes this browser for somebody."""
        return self.get("/qui").text != "anonyme"


@pytest.fixture
def provider() -> Iterator[StubProvider]:
    with responses.RequestsMock(assert_all_requests_are_fired=False) as mock:
        yield StubProvider(mock)


@pytest.fixture
def session_database_url(tmp_path: Path) -> str:
    """Where sessions are kept; `test_databases` runs on both databases."""
    return f"sqlite:///{tmp_path}/soffi.sqlite"


@pytest.fixture
def settings(session_database_url: str) -> Settings:
    return Settings(
        client_id=CLIENT_ID,
        client_secret="a client secret of the tests: % + é",
        public_url=PUBLIC_URL,
        secret_key="a secret key of the tests, long enough",
        issuer=ISSUER,
        session_database_url=session_database_url,
        name="soffi",
    )


@pytest.fixture
def app(settings: Settings) -> Iterator[Flask]:
    app = make_app(settings)
    yield app
    app.extensions[EXTENSION].database.close()


@pytest.fixture
def visitor(app: Flask, provider: StubProvider) -> Visitor:
    return Visitor(app, provider)


@pytest.fixture
def other_visitor(app: Flask, provider: StubProvider) -> Visitor:
    return Visitor(app, provider)


@pytest.fixture
def signed_in(visitor: Visitor, clock: MovedClock) -> Visitor:
    """A person who has just signed in: the clock stands since before."""
    visitor.sign_in()
    return visitor


def make_app(settings: Settings) -> Flask:
    """A service whose pages say who is there, under which address and with which roles."""
    app = Flask("service")
    app.config["TESTING"] = True
    app.jinja_loader = DictLoader(
        {"plain.html": "{% block title %}{% endblock %}{% block content %}{% endblock %}"}
    )
    rp_kit.setup(app, settings, rp_kit.Service(label="SOFFi", layout="plain.html"))

    @app.get("/qui")
    def who() -> str:
        person = rp_kit.find_person()
        return person.display_name if person else "anonyme"

    @app.get("/moi")
    @rp_kit.requires_sign_in
    def me() -> str:
        return rp_kit.current_person().display_name

    @app.route("/accueil", methods=["GET", "POST"])
    @app.route("/accueil/<path:rest>", methods=["GET", "POST"])
    @rp_kit.requires_access
    def home(rest: str = "") -> str:
        roles = [habilitation.role for habilitation in rp_kit.current_person().habilitations]
        return f"{request.full_path} {rp_kit.current_person().display_name} {' '.join(roles)}"

    return app
