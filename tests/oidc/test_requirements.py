"""A second thing to do before a code is issued, with a page of its own, after the sign-in."""

from dataclasses import dataclass

import pytest
from flask import Flask, request
from werkzeug.wrappers import Response

from idp import browser_session
from idp.domain.browser_sessions.queries import SessionView
from idp.oidc import interaction
from idp.oidc.interaction import SIGN_IN, Destination, Requirement, pending, resume
from tests.fixtures.browser import Answer
from tests.fixtures.clocks import MovedClock
from tests.oidc.party import Party, parameters_of
from web_kit.routes import page

PATH = "/charte"


@dataclass
class Charter:
    """Its page accepts it for everybody, as soon as somebody opens it."""

    is_accepted: bool = False

    def is_missing(self, _destination: Destination, _session: SessionView) -> bool:
        return not self.is_accepted

    def accept(self) -> Response:
        self.is_accepted = True
        return resume(pending(request.args), browser_session.current(), by=browser_session.actor())


@pytest.fixture(autouse=True)
def charter(provider: Flask, monkeypatch: pytest.MonkeyPatch) -> Charter:
    """A provider that demands it, after the sign-in."""
    charter = Charter()
    demand = Requirement(charter.is_missing, PATH, "interaction_required")
    monkeypatch.setattr(interaction, "REQUIREMENTS", (SIGN_IN, demand))
    provider.add_url_rule(PATH, view_func=page(charter.accept))
    return charter


def is_asked(answer: Answer) -> bool:
    return answer.status == 303 and answer.header("Location").startswith(f"{PATH}?")


def test_a_sign_in_gives_no_code_while_the_second_is_missing(party: Party) -> None:
    assert is_asked(party.sign_in())
    assert is_asked(party.authorize())


def test_who_has_done_the_first_is_led_to_the_second_from_wherever_he_is(party: Party) -> None:
    party.sign_in()
    on = party.get("/connexion", party.request())
    assert on.header("Location").startswith("/authorize?")
    assert is_asked(party.get(on.location))


def test_a_silent_request_is_told_what_is_missing_first(party: Party) -> None:
    assert parameters_of(party.authorize(prompt="none"))["error"] == "login_required"
    party.sign_in()
    given = parameters_of(party.authorize(prompt="none"))
    assert given["error"] == "interaction_required"
    assert "code" not in given


@pytest.mark.parametrize(
    "changes",
    [{}, {"prompt": "login"}, {"prompt": "select_account consent"}, {"max_age": "0"}],
    ids=str,
)
def test_a_code_follows_when_both_are_done_and_neither_is_asked_again(
    party: Party, clock: MovedClock, changes: dict[str, str | None]
) -> None:
    answer = party.sign_in("ra@demo.test", **changes)
    clock.advance(minutes=2)
    given = parameters_of(party.get(answer.location))
    assert given["state"] == "s" * 32
    assert party.exchange(given["code"]).status_code == 200
    assert "code" in parameters_of(party.authorize(prompt="none"))


def test_the_second_page_leads_who_is_not_signed_in_to_the_first(party: Party) -> None:
    answer = party.get(PATH, party.request())
    assert answer.header("Location").startswith("/connexion?")


def test_another_person_than_the_one_asked_for_gets_no_second_page(
    party: Party, charter: Charter, clock: MovedClock
) -> None:
    charter.is_accepted = True
    hint = party.tokens()["id_token"]
    clock.advance(seconds=1)
    charter.is_accepted = False
    answer = party.sign_in("collaborateur@demo.test", id_token_hint=hint, prompt="login")
    assert parameters_of(answer)["error"] == "login_required"
