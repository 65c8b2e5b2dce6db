"""`efp client add`, on which outside checks and load tests rely."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from flask import Flask

from idp.domain import db
from idp.domain.catalogue.models import Client
from idp.domain.tokens import token_hash
from idp.oidc.claims import SCOPES
from tests.cli.conftest import Efp, complaint

NEEDED = ("client", "add", "--name", "Essai", "--redirect-uri", "http://127.0.0.1:7001/cb")


def registered(client_id: str) -> Client:
    return db.session.get_one(Client, client_id)


def test_it_prints_what_the_client_needs_and_nothing_else(efp: Efp) -> None:
    result = efp(*NEEDED)
    assert result.exit_code == 0, result.stderr
    assert len(result.stdout.splitlines()) == 1
    told = json.loads(result.stdout)
    assert sorted(told) == ["client_id", "client_secret"]
    client = registered(told["client_id"])
    assert client.secret_hash == token_hash(told["client_secret"])
    assert (client.name, client.redirect_uris) == ("Essai", ["http://127.0.0.1:7001/cb"])


def test_what_is_not_asked_for_is_usual(efp: Efp) -> None:
    client = registered(json.loads(efp(*NEEDED).stdout)["client_id"])
    assert client.is_pkce_required
    assert client.is_active
    assert client.auth_method == "client_secret_basic"
    assert client.subject_type == "public"
    assert client.service_id is None
    assert client.backchannel_logout_uri is None
    assert client.post_logout_redirect_uris == []
    assert (tuple(client.scopes), client.grant_types) == (SCOPES, ["authorization_code"])


def test_every_option_is_kept(on_demo: Efp) -> None:
    options = [
        *("--service", "soffi"),
        *("--redirect-uri", "http://127.0.0.1:7001/other"),
        *("--post-logout-redirect-uri", "http://127.0.0.1:7001/bye"),
        *("--post-logout-redirect-uri", "http://127.0.0.1:7001/ciao"),
        *("--backchannel-logout-uri", "http://127.0.0.1:7001/logout"),
        *("--grant", "authorization_code"),
        *("--scope", "openid", "--scope", "email"),
        *("--auth-method", "client_secret_post"),
        *("--subject-type", "pairwise"),
        "--no-pkce",
    ]
    client = registered(json.loads(on_demo(*NEEDED, *options).stdout)["client_id"])
    assert client.service_id is not None
    assert client.redirect_uris == ["http://127.0.0.1:7001/cb", "http://127.0.0.1:7001/other"]
    assert client.post_logout_redirect_uris == [
        "http://127.0.0.1:7001/bye",
        "http://127.0.0.1:7001/ciao",
    ]
    assert client.backchannel_logout_uri == "http://127.0.0.1:7001/logout"
    assert (client.grant_types, client.scopes) == (["authorization_code"], ["openid", "email"])
    assert client.auth_method == "client_secret_post"
    assert (client.subject_type, client.sector) == ("pairwise", "127.0.0.1")
    assert not client.is_pkce_required


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
]


@pytest.mark.parametrize(("options", "reason"), REFUSED, ids=lambda value: ascii(value)[:40])
def test_bad_input_is_refused_in_one_clear_line(
    efp: Efp, options: tuple[str, ...], reason: str
) -> None:
    assert reason in complaint(efp(*NEEDED, *options))
    assert db.session.query(Client).count() == 0


@pytest.mark.parametrize("missing", ["--name", "--redirect-uri"])
def test_what_is_needed_is_asked_for(efp: Efp, missing: str) -> None:
    position = NEEDED.index(missing)
    arguments = NEEDED[:position] + NEEDED[position + 2 :]
    assert missing in complaint(efp(*arguments))


def program(database_url: str) -> "subprocess.CompletedProcess[str]":
    environment = {**os.environ, "EFP_ENV": "test", "EFP_DATABASE_URL": database_url}
    command = [str(Path(sys.executable).with_name("efp")), *NEEDED]
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=False)


def test_the_program_itself_prints_json_and_logs_elsewhere(
    domain: Flask, database_url: str
) -> None:
    done = program(database_url)
    assert done.returncode == 0, done.stderr
    assert registered(json.loads(done.stdout)["client_id"]).name == "Essai"


def test_a_database_without_tables_is_told_in_one_line(tmp_path: Path) -> None:
    done = program(f"sqlite:///{tmp_path / 'new.sqlite'}")
    assert (done.returncode, done.stdout) == (1, "")
    assert "efp db upgrade" in done.stderr.splitlines()[-1]
    assert "Traceback" not in done.stderr
