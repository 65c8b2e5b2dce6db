"""WB-07: whatever is asked for, the way back stays in the service."""

from urllib.parse import unquote

import pytest
from flask import Flask, request

from rp_kit.addresses import asked_path, is_navigation
from tests.rp_kit.conftest import Visitor


@pytest.mark.parametrize(
    ("asked", "kept"),
    [
        ("/accueil", "/accueil"),
        ("/accueil?a=1&b=%2F", "/accueil?a=1&b=%2F"),
        ("/caf%C3%A9", "/caf%C3%A9"),
        ("//evil.example", "/accueil"),
        ("/%5Cevil.example", "/%5Cevil.example"),
        ("/a%0D%0ASet-Cookie:b=c", "/a%0D%0ASet-Cookie:b=c"),
        ("/a?b=\\evil", "/accueil"),
        ("/a?b=\x00", "/accueil"),
        ("/" + "a" * 2000, "/accueil"),
    ],
)
def test_the_address_that_is_kept(asked: str, kept: str) -> None:
    path, _, query = asked.partition("?")
    environ = {"PATH_INFO": "", "QUERY_STRING": query}
    with Flask("any").test_request_context("/", environ_overrides=environ):
        request.path = unquote(path)
        assert asked_path(request, "/accueil") == kept


@pytest.mark.parametrize(
    "next_address",
    ["//evil", "/\\evil", "https:evil", "\t//evil", "/%2f%2fevil", "https://idp.test.evil"],
)
def test_no_parameter_says_where_to_go(visitor: Visitor, next_address: str) -> None:
    for name in ("next", "suite", "retour", "return_to"):
        away = visitor.client.get(
            "/connexion", base_url="https://soffi.test", query_string={name: next_address}
        )
        back = visitor.come_back(away.headers["Location"])
        visitor.client.delete_cookie("__Host-soffi_session", domain="soffi.test")
        assert back.headers["Location"] == "https://soffi.test/accueil"


@pytest.mark.parametrize(
    ("method", "mode", "navigates"),
    [
        ("GET", None, True),
        ("GET", "navigate", True),
        ("HEAD", None, True),
        ("GET", "cors", False),
        ("GET", "no-cors", False),
        ("POST", "navigate", False),
        ("OPTIONS", None, False),
    ],
)
def test_who_may_be_led_away(method: str, mode: str | None, navigates: bool) -> None:
    headers = {"Sec-Fetch-Mode": mode} if mode else {}
    with Flask("any").test_request_context("/", method=method, headers=headers):
        assert is_navigation(request) is navigates
