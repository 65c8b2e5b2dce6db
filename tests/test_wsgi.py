"""What is answered before Flask: discovery and keys, for machines that ask all the time."""

import json

import pytest
from flask import Flask
from sqlalchemy import delete
from werkzeug.test import Client, TestResponse

from idp.domain import db
from idp.domain.signing_keys.models import SigningKey
from idp.oidc.discovery import JWKS_PATH, PATHS
from idp.wsgi import PREPARED_PATHS, Prepared

ORIGIN = "http://localhost:5000"
SECURITY = ("Content-Security-Policy", "Referrer-Policy")


@pytest.fixture
def machine(app: Flask) -> Client:
    """Sends single requests to the entry point of the server."""
    return Client(Prepared(app))


def ask_again(machine: Client, path: str, condition: str) -> TestResponse:
    """Ask under a condition, in which ETAG stands for the tag of the present document."""
    etag = machine.get(path).headers["ETag"]
    header = condition.replace("ETAG", etag)
    return machine.get(path, headers={"If-None-Match": header})


@pytest.mark.parametrize("path", sorted(PREPARED_PATHS))
def test_the_document_is_json_with_a_tag_and_a_life(machine: Client, path: str) -> None:
    answer = machine.get(path)
    assert answer.status_code == 200
    assert answer.mimetype == "application/json"
    assert isinstance(json.loads(answer.data), dict)
    assert answer.headers["Content-Length"] == str(len(answer.data))
    assert answer.headers["ETag"].startswith('"')
    assert answer.headers["Cache-Control"] == "public, max-age=300"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert all(name in answer.headers for name in SECURITY)
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert "Set-Cookie" not in answer.headers


@pytest.mark.parametrize("path", sorted(PREPARED_PATHS))
def test_head_is_get_without_the_body(machine: Client, path: str) -> None:
    head, get = machine.head(path), machine.get(path)
    assert head.status_code == 200
    assert head.data == b""
    assert head.headers == get.headers


# RFC 9110 section 13.1.2: a list, weakly compared; `*` is any.
SAME = ["ETAG", "W/ETAG", '"other", ETAG', 'ETAG,"other"', '"a", W/"b" , W/ETAG', "*"]
OTHER = ['"other"', 'W/"other"', '"a", "b"', "", '"', '"*"']


@pytest.mark.parametrize("path", sorted(PREPARED_PATHS))
@pytest.mark.parametrize("condition", SAME)
def test_one_who_has_the_document_is_told_so(machine: Client, path: str, condition: str) -> None:
    answer = ask_again(machine, path, condition)
    assert answer.status_code == 304
    assert answer.data == b""
    assert "Content-Type" not in answer.headers
    for name in ("ETag", "Cache-Control"):  # section 15.4.5: those that a 200 would have sent
        assert answer.headers[name] == machine.get(path).headers[name]


@pytest.mark.parametrize("condition", OTHER)
def test_one_who_has_another_gets_it_whole(machine: Client, condition: str) -> None:
    answer = ask_again(machine, JWKS_PATH, condition)
    assert answer.status_code == 200
    assert json.loads(answer.data)["keys"]


def test_a_head_that_matches_is_304_too(machine: Client) -> None:
    etag = machine.get(JWKS_PATH).headers["ETag"]
    assert machine.head(JWKS_PATH, headers={"If-None-Match": etag}).status_code == 304


@pytest.mark.parametrize("path", sorted(PREPARED_PATHS))
@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE"])
def test_other_methods_change_and_learn_nothing(machine: Client, path: str, method: str) -> None:
    answer = machine.open(path, method=method, base_url=ORIGIN)
    assert answer.status_code == 404
    assert "keys" not in answer.text
    assert "ETag" not in answer.headers


def test_what_is_not_prepared_is_for_the_application(machine: Client) -> None:
    assert machine.get("/healthz").status_code == 200
    assert machine.get("/.well-known/nothing", base_url=ORIGIN).status_code == 404


def test_keys_that_cannot_be_read_are_asked_for_later(app: Flask, machine: Client) -> None:
    with app.app_context():
        db.session.execute(delete(SigningKey))
        db.session.commit()
    answer = machine.get(JWKS_PATH)
    assert answer.status_code == 503
    assert "Retry-After" in answer.headers
    assert answer.headers["Cache-Control"] == "no-store"
    assert machine.get(PATHS[0]).status_code == 200
