"""`efp client` after `add`: list, show, update, rotate-secret, disable, enable."""

import json
from datetime import timedelta
from typing import Any

import pytest

from idp.domain import db
from idp.domain.clients.models import Client
from idp.domain.tokens import token_hash
from tests.cli.conftest import Efp, add, complaint
from tests.fixtures.clocks import MovedClock

BYE = ("--post-logout-redirect-uri", "http://127.0.0.1:7001/bye")


def show(efp: Efp, client_id: str) -> dict[str, Any]:
    result = efp("client", "show", client_id)
    assert result.exit_code == 0, result.stderr
    told: dict[str, Any] = json.loads(result.stdout)
    return told


def run(efp: Efp, *arguments: str) -> None:
    result = efp("client", *arguments)
    assert (result.exit_code, result.stdout) == (0, ""), result.stderr


def test_show_tells_all_but_secrets(efp: Efp, clock: MovedClock) -> None:
    client_id = add(efp)
    result = efp("client", "show", client_id)
    told = json.loads(result.stdout)
    state = ("client_id", "is_active", "managed_by", "created_at", "former_secret_until")
    assert [told.pop(name) for name in state] == [
        client_id, True, "command", clock.now().isoformat(), None,
    ]  # fmt: skip
    client = db.session.get_one(Client, client_id)
    assert told == client.registration.model_dump(mode="json")
    assert client.secret_hash not in result.stdout


def test_list_has_a_line_for_each(on_demo: Efp) -> None:
    client_id = add(on_demo, "--service", "soffi")
    run(on_demo, "disable", client_id)
    lines = on_demo("client", "list").stdout.splitlines()
    assert lines[-1] == f"{client_id}  disabled  soffi  command  Essai"
    assert [line.split("  ", 1)[1] for line in lines[:-1]] == [
        "active  soffi  file  SOFFi",
        "active  edof  file  EDOF",
        "active  -  file  EFP Admin",
    ]


def test_update_changes_what_is_given(efp: Efp) -> None:
    client_id = add(efp, *BYE, "--scope", "openid", "--no-pkce")
    before = show(efp, client_id)
    uris = ("--redirect-uri", "https://a.example/cb", "--redirect-uri", "https://b.example/cb")
    run(efp, "update", client_id, "--name", "Neuf", *uris)
    changed = {"name": "Neuf", "redirect_uris": ["https://a.example/cb", "https://b.example/cb"]}
    assert show(efp, client_id) == before | changed
    run(efp, "update", client_id, "--pkce")
    assert show(efp, client_id) == before | changed | {"is_pkce_required": True}
    run(efp, "update", client_id)
    assert show(efp, client_id) == before | changed | {"is_pkce_required": True}


def test_an_empty_text_takes_away_what_is_optional(on_demo: Efp) -> None:
    notices = ("--backchannel-logout-uri", "http://127.0.0.1:7001/out")
    client_id = add(on_demo, *BYE, *notices, "--service", "soffi")
    empty = ("--service", "", "--backchannel-logout-uri", "", "--post-logout-redirect-uri", "")
    run(on_demo, "update", client_id, *empty)
    told = show(on_demo, client_id)
    assert (told["service"], told["backchannel_logout_uri"]) == (None, None)
    assert told["post_logout_redirect_uris"] == []


@pytest.mark.parametrize(
    ("options", "reason"),
    [
        (("--redirect-uri", ""), "redirect_uris: one at least is needed"),
        (("--name", ""), "1 to 120 characters"),
        (("--scope", "email"), "add --scope openid"),
        (("--service", "nowhere"), "no digital service has the key 'nowhere'"),
        (("--subject-type", "pairwise"), "register another client"),
        (("--redirect-uri", "https://[::1]/"), "write a name, or 127.0.0.1"),
    ],
    ids=str,
)
def test_a_bad_update_is_refused_in_one_clear_line(
    efp: Efp, options: tuple[str, ...], reason: str
) -> None:
    client_id = add(efp)
    before = show(efp, client_id)
    assert reason in complaint(efp("client", "update", client_id, *options))
    assert show(efp, client_id) == before


@pytest.mark.parametrize(
    ("options", "kept"),
    [((), timedelta(days=7)), (("--keep-old-hours", "2"), timedelta(hours=2))],
)
def test_a_new_secret_is_printed_once(
    efp: Efp, clock: MovedClock, options: tuple[str, ...], kept: timedelta
) -> None:
    client_id = add(efp)
    told = json.loads(efp("client", "rotate-secret", client_id, *options).stdout)
    assert sorted(told) == ["client_id", "client_secret"]
    assert told["client_id"] == client_id
    until = (clock.now() + kept).isoformat()
    assert show(efp, client_id)["former_secret_until"] == until
    client = db.session.get_one(Client, client_id)
    assert client.secret_hash == token_hash(told["client_secret"])


def test_the_old_secret_may_end_at_once(efp: Efp) -> None:
    client_id = add(efp)
    efp("client", "rotate-secret", client_id, "--keep-old-hours", "0")
    assert show(efp, client_id)["former_secret_until"] is None


@pytest.mark.parametrize("hours", ["-1", "soon", "999999999999"])
def test_hours_are_hours(efp: Efp, hours: str) -> None:
    assert "--keep-old-hours" in complaint(
        efp("client", "rotate-secret", add(efp), "--keep-old-hours", hours)
    )


def test_a_client_is_switched_off_and_on(efp: Efp) -> None:
    client_id = add(efp)
    for command, is_active in (("disable", False), ("enable", True)):
        run(efp, command, client_id)
        assert show(efp, client_id)["is_active"] == is_active


@pytest.mark.parametrize("command", ["show", "update", "rotate-secret", "disable", "enable"])
def test_a_client_that_does_not_exist_is_told(efp: Efp, command: str) -> None:
    assert "no client has the identifier 'nobody'" in complaint(efp("client", command, "nobody"))
