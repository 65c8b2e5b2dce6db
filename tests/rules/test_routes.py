"""Every route that anybody may ask is named here: the others lead to sign-in, or refuse."""

from collections.abc import Iterator
from urllib.parse import urljoin

from flask import Flask
from werkzeug.routing import Rule
from werkzeug.test import TestResponse

from idp.demo.sites import RELYING_PARTIES
from tests.fixtures.house import House
from web_kit.csrf import FIELD, csrf_token
from web_kit.manners import Manners

# Two pages without a guard are put in each application: the rule is seen to see them.
FORGOTTEN = {"forgotten_page", "forgotten_form"}
KIT = {
    "rp_kit.is_alive",
    "rp_kit.is_ready",
    "rp_kit.sign_out_everywhere",
    "rp_kit.signed_out",
    "rp_kit.take_logout_notice",
}
OPEN = {
    "provider": {
        "authorize.authorize",
        "authorize.authorize_by_post",
        "captcha.show",
        "demo_captcha.show_code",
        "demo_messages.show_message",
        "demo_messages.show_messages",
        "end_session.end_session",
        "end_session.end_session_by_post",
        "end_session.sign_out",
        "end_session.signed_out",
        "gallery.show",
        "health.healthz",
        "health.readyz",
        "home.show",
        "sign_in.show",
        "sign_in.submit",
        "token.token",
    },
    **{site.key: {f"{site.key}.landing", *KIT} for site in RELYING_PARTIES},
}
BROWSER = "b" * 43


def rules(application: Flask) -> Iterator[Rule]:
    """The routes, without the files that Flask serves."""
    for rule in application.url_map.iter_rules():
        if rule.endpoint.rpartition(".")[2] != "static":
            yield rule


def forget_guards(application: Flask) -> None:
    """Add the two pages that nobody guards."""
    application.add_url_rule("/oubli/<number>", "forgotten_page", lambda number: number)
    application.add_url_rule("/oubli", "forgotten_form", lambda: "", methods=["POST"])


def ask(application: Flask, method: str, rule: Rule) -> TestResponse:
    """Ask a route as a stranger does, whose browser took a form of ours with its token."""
    manners: Manners = application.extensions["web_kit"]
    client = application.test_client()
    client.set_cookie(manners.cookie_name, BROWSER)
    built = rule.build(dict.fromkeys(rule.arguments, "1"))
    assert built is not None
    with application.test_request_context(headers={"Cookie": f"{manners.cookie_name}={BROWSER}"}):
        form = {FIELD: csrf_token()} if method == "POST" else None
    return client.open(built[1], method=method, data=form)


def is_closed(answer: TestResponse, provider: str) -> bool:
    """Tell whether a stranger was led to sign-in, or refused; an error is neither."""
    if answer.status_code in (401, 403):
        return True
    target = urljoin(answer.request.url, answer.location or "/")
    return target.startswith((f"{provider}/authorize?", f"{provider}/connexion?"))


def open_routes(application: Flask, provider: str) -> set[str]:
    """The endpoints that answer a stranger, by whatever method."""
    return {
        rule.endpoint
        for rule in rules(application)
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}
        if not is_closed(ask(application, method, rule), provider)
    }


def test_what_is_not_named_here_is_closed_to_strangers(house: House) -> None:
    for application in house.applications.values():
        forget_guards(application)
    found = {
        name: open_routes(application, house.addresses.provider)
        for name, application in house.applications.items()
    }
    assert found == {name: routes | FORGOTTEN for name, routes in OPEN.items()}


def test_addresses_have_no_trailing_slash(house: House) -> None:
    slashed = [
        rule.rule
        for application in house.applications.values()
        for rule in application.url_map.iter_rules()
        if rule.rule != "/" and rule.rule.endswith("/")
    ]
    assert not slashed
