"""What a relying party and its person's browser do, step by step."""

import base64
import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from idp import settings
from idp.demo.people import PASSWORD
from idp.domain import clients, db
from idp.domain.actor import SYSTEM
from idp.domain.clients.registration import SCOPES
from tests.fixtures.browser import Answer, Browser, Page, check_html, over_wsgi
from tests.fixtures.browser.forms import read_fields

Query = Mapping[str, str] | Sequence[tuple[str, str]]

REDIRECT_URI = "http://127.0.0.1:7001/cb"
AFTER_SIGN_OUT = "http://127.0.0.1:7001/bye"
VERIFIER = "v" * 43
CHALLENGE = base64.urlsafe_b64encode(hashlib.sha256(VERIFIER.encode()).digest()).decode()[:43]


def register(app: Flask, **wanted: Any) -> "Party":
    """Register a client with these wishes over the usual ones."""
    usual: dict[str, Any] = {
        "name": "Essai",
        "redirect_uris": [REDIRECT_URI],
        "post_logout_redirect_uris": [AFTER_SIGN_OUT],
    }
    with app.app_context():
        given = clients.register(usual | wanted, by=SYSTEM)
        db.session.commit()
    return Party(app, given.client_id, given.secret)


def parameters_of(answer: Answer) -> dict[str, str]:
    """The query parameters of a redirect."""
    return {k: v[0] for k, v in parse_qs(urlsplit(answer.location).query).items()}


def claims_of(token: str) -> dict[str, Any]:
    """The claims of a JWT, unverified."""
    payload = token.split(".")[1]
    claims: dict[str, Any] = json.loads(base64.urlsafe_b64decode(payload + "=="))
    return claims


def read(answer: Answer) -> Page:
    """What a person sees of an answer, which must be a sound page."""
    return Page(answer, check_html(answer.text, answer.url))


def authorization_request(client_id: str) -> dict[str, str]:
    """The parameters of a good authorization request."""
    return {
        "response_type": "code",
        "client_id": client_id,
        "redirect_uri": REDIRECT_URI,
        "scope": " ".join(SCOPES),
        "state": "s" * 32,
        "nonce": "n" * 32,
        "code_challenge": CHALLENGE,
        "code_challenge_method": "S256",
    }


def exchange_request(code: str) -> dict[str, str]:
    """The parameters that redeem the code which that request gave."""
    return {
        "grant_type": "authorization_code",
        "code": code,
        "redirect_uri": REDIRECT_URI,
        "code_verifier": VERIFIER,
    }


@dataclass
class Party:
    """One client; `browser` is the person's, `machine` the client's own."""

    app: Flask
    client_id: str
    secret: str
    browser: Browser = field(init=False)
    machine: FlaskClient = field(init=False)

    def __post_init__(self) -> None:
        self.change_browser()
        self.machine = self.app.test_client()

    def change_browser(self) -> None:
        """Go on in a new browser."""
        with self.app.app_context():
            home = settings.current().public_url
        self.browser = Browser(over_wsgi(self.app), home)

    def get(self, address: str, query: Query = ()) -> Answer:
        """Send the browser to an address; it follows no redirect."""
        return self.browser.send("GET", f"{address}?{urlencode(query)}" if query else address)

    def post(self, address: str, fields: Query) -> Answer:
        """Have the browser send fields to an address; it follows no redirect."""
        return self.browser.send("POST", address, urlencode(fields).encode())

    def send(self, page: Answer, **filled: str) -> Answer:
        """Send the form of a page."""
        form = read(page).form()
        return self.post(str(form["action"]), read_fields(form, None, filled))

    def request(self, **changes: str | None) -> dict[str, str]:
        """A good authorization request, with changes; None leaves a parameter out."""
        parameters = {**authorization_request(self.client_id), **changes}
        return {name: value for name, value in parameters.items() if value is not None}

    def authorize(self, **changes: str | None) -> Answer:
        """Send the browser to the authorization endpoint."""
        return self.get("/authorize", self.request(**changes))

    def sign_in(self, email: str = "ra@demo.test", **changes: str | None) -> Answer:
        """Ask for a code, and fill the sign-in page if it is shown; the last answer."""
        answer = self.authorize(**changes)
        if "/connexion?" not in answer.location:
            return answer
        return self.fill(self.get(answer.location), email)

    def fill(self, page: Answer, email: str, password: str = PASSWORD) -> Answer:
        """Fill the sign-in page."""
        return self.send(page, email=email, password=password)

    def code(self, email: str = "ra@demo.test", **changes: str | None) -> str:
        """Sign in and take the code out of the redirect."""
        return parameters_of(self.sign_in(email, **changes))["code"]

    def exchange(self, code: str, /, **changes: str | None) -> TestResponse:
        """Redeem a code, with changes to the usual parameters."""
        form = {**exchange_request(code), **changes}
        kept = {name: value for name, value in form.items() if value is not None}
        return self.machine.post("/token", data=kept, auth=(self.client_id, self.secret))

    def tokens(self, email: str = "ra@demo.test", **changes: str | None) -> dict[str, Any]:
        """Sign in and redeem the code."""
        answer = self.exchange(self.code(email, **changes))
        assert answer.status_code == 200, answer.text
        tokens: dict[str, Any] = answer.get_json()
        return tokens

    def userinfo(self, access_token: str) -> TestResponse:
        """Ask for the claims of a token."""
        return self.machine.get("/userinfo", headers={"Authorization": f"Bearer {access_token}"})
