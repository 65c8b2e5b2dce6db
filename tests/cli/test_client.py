"""`efp client add`, on which outside checks and load tests rely."""

import json
import os
import subprocess
from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from idp.domain import db
from idp.domain.clients.models import Client
from idp.domain.clients.registration import SCOPES
from idp.domain.tokens import token_hash
from tests.cli.conftest import ADD, Efp, add, complaint
from tests.fixtures.programs import EFP

CB = "http://127.0.0.1:7001/cb"
USUAL = {
    "name": "Essai",
    "service": None,
    "redirect_uris": [CB],
    "post_logout_redirect_uris": [],
    "backchannel_logout_uri": None,
    "grant_types": ["authorization_code"],
    "scopes": list(SCOPES),
    "auth_method": "client_secret_basic",
    "subject_type": "public",
    "is_pkce_required": True,
}
#: Every option, and what it makes of the document.
EVERY_OPTION = (
    *("--service", "soffi"),
    *("--post-logout-redirect-uri", "http://127.0.0.1:7001/bye"),
    *("--post-logout-redirect-uri", "http://127.0.0.1:7001/ciao"),
    *("--backchannel-logout-uri", "http://127.0.0.1:7001/logout"),
    *("--grant", "authorization_code"),
    *("--scope", "openid", "--scope", "email"),
    *("--auth-method", "client_secret_post"),
    *("--subject-type", "pairwise"),
    "--no-pkce",
)
EVERYTHING = {
    "name": "Essai",
    "service": "soffi",
    "redirect_uris": [CB, "http://127.0.0.1:7001/other"],
    "post_logout_redirect_uris": ["http://127.0.0.1:7001/bye", "http://127.0.0.1:7001/ciao"],
    "backchannel_logout_uri": "http://127.0.0.1:7001/logout",
    "grant_types": ["authorization_code"],
    "scopes": ["openid", "email"],
    "auth_method": "client_secret_post",
    "subject_type": "pairwise",
    "is_pkce_required": False,
}


def registered(client_id: str) -> Client:
    return db.session.get_one(Client, client_id)


def document_of(client_id: str) -> dict[str, Any]:
    return registered(client_id).registration.model_dump(mode="json")


def test_it_prints_what_the_client_needs_and_nothing_else(efp: Efp) -> None:
    result = efp(*ADD)
    assert result.exit_code == 0, result.stderr
    assert len(result.stdout.splitlines()) == 1
    told = json.loads(result.stdout)
    assert sorted(told) == ["client_id", "client_secret"]
    client = registered(told["client_id"])
    assert client.secret_hash == token_hash(told["client_secret"])
    assert client.is_active


def test_what_is_not_asked_for_is_usual(efp: Efp) -> None:
    assert document_of(add(efp)) == USUAL


def test_every_option_is_kept(on_demo: Efp) -> None:
    other = ("--redirect-uri", "http://127.0.0.1:7001/other")
    assert document_of(add(on_demo, *other, *EVERY_OPTION)) == EVERYTHING


REFUSED = [
    (("--service", "nowhere"), "no digital service has the key 'nowhere'"),
    (("--redirect-uri", "http://evil.example/cb"), "https is needed"),
    (("--redirect-uri", "javascript:alert(1)"), "javascript:alert(1)"),
    (("--backchannel-logout-uri", "https://a@b.example/"), "credentials"),
    (("--post-logout-redirect-uri", "https://b.example/#f"), "a fragment"),
    (("--name", "n" * 121), "1 to 120 characters"),
    (("--name", " "), "1 to 120 characters"),
    (("--name", "a\nb"), "1 to 120 characters"),
    (("--name", "\udced\udca0\udc80"), "not text in UTF-8"),
    (("--service", "\udcff"), "not text in UTF-8"),
    (("--scope", "everything"), "everything"),
    (("--grant", "password"), "password"),
    (("--auth-method", "none"), "none"),
    (("--subject-type", "secret"), "secret"),
    (
        ("--subject-type", "pairwise", "--redirect-uri", "https://b.example/"),
        "addresses of one host",
    ),
    (("--scope", "email"), "add --scope openid"),
    (("--scope", "openid", "--scope", "profil"), "write profile"),
    (("--redirect-uri", "http://[::1]:7001/cb"), "write a name, or 127.0.0.1"),
    (("--redirect-uri", "soffi"), "https://service.example/cb"),
    (("--subject-type", "pairwize"), "write pairwise"),
]


@pytest.mark.parametrize(("options", "reason"), REFUSED, ids=lambda value: ascii(value)[:40])
def test_bad_input_is_refused_in_one_clear_line(
    efp: Efp, options: tuple[str, ...], reason: str
) -> None:
    assert reason in complaint(efp(*ADD, *options))
    assert db.session.query(Client).count() == 0


def test_all_faults_are_told_at_once(efp: Efp) -> None:
    options = ("--name", "", "--redirect-uri", "http://b.example/", "--scope", "email")
    result = efp(*ADD, *options)
    assert (result.exit_code, result.stdout) == (1, "")
    name, address, scope = result.stderr.splitlines()
    assert "1 to 120 characters" in name
    assert "https is needed" in address
    assert "openid" in scope


@pytest.mark.parametrize("missing", ["--name", "--redirect-uri"])
def test_what_is_needed_is_asked_for(efp: Efp, missing: str) -> None:
    position = ADD.index(missing)
    arguments = ADD[:position] + ADD[position + 2 :]
    assert missing in complaint(efp(*arguments))


def program(database_url: str) -> "subprocess.CompletedProcess[str]":
    environment = {**os.environ, "EFP_ENV": "test", "EFP_DATABASE_URL": database_url}
    command = [EFP, *ADD]
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=False)


def test_the_program_itself_prints_json_and_logs_elsewhere(
    domain: Flask, database_url: str
) -> None:
    done = program(database_url)
    assert done.returncode == 0, done.stderr
    assert document_of(json.loads(done.stdout)["client_id"]) == USUAL


def test_a_database_without_tables_is_told_in_one_line(tmp_path: Path) -> None:
    done = program(f"sqlite:///{tmp_path / 'new.sqlite'}")
    assert (done.returncode, done.stdout) == (1, "")
    assert "efp db upgrade" in done.stderr.splitlines()[-1]
    assert "Traceback" not in done.stderr
