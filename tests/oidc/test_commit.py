"""What holds when the commit at the edge fails, or when an answer is a refusal."""

import pytest
from sqlalchemy.exc import IntegrityError, OperationalError

from idp.domain import db
from tests.fixtures.clocks import MovedClock
from tests.oidc.party import Party, parameters_of
from tests.oidc.test_end_session import is_signed_in


@pytest.mark.parametrize("error", [OperationalError, IntegrityError])
def test_a_commit_that_fails_is_a_503_and_changes_nothing(
    party: Party, monkeypatch: pytest.MonkeyPatch, error: type[OperationalError]
) -> None:
    party.sign_in()
    page = party.get("/end_session")
    cookie = party.browser.cookies.find("efp_sid")

    def fail() -> None:
        raise error("COMMIT", {}, Exception("no space left"))

    with monkeypatch.context() as broken:
        broken.setattr(db.session, "commit", fail)
        answer = party.send(page)
    assert answer.status == 503
    assert int(answer.header("Retry-After")) > 0
    assert party.browser.cookies.find("efp_sid") == cookie
    assert is_signed_in(party)


def test_a_sign_in_that_could_not_be_kept_gives_no_code(
    party: Party, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = party.get(party.authorize().location)

    def fail() -> None:
        raise OperationalError("COMMIT", {}, Exception("the server went away"))

    with monkeypatch.context() as broken:
        broken.setattr(db.session, "commit", fail)
        answer = party.fill(page, "ra@demo.test")
    assert answer.status == 503
    assert not answer.header("Location")
    assert not is_signed_in(party)
    assert "code" in parameters_of(party.fill(page, "ra@demo.test"))


def test_another_person_than_the_hint_names_is_signed_in_but_gets_no_code(party: Party) -> None:
    hint = party.tokens()["id_token"]
    party.change_browser()
    page = party.get(party.authorize(id_token_hint=hint).location)
    answer = party.fill(page, "collaborateur@demo.test")
    assert parameters_of(answer)["error"] == "login_required"
    # The browser is known from now on: the answer carried its recognition cookie.
    assert party.browser.cookies.find("efp_browser") is not None
    assert is_signed_in(party)


def test_signing_in_again_starts_the_absolute_life_again(party: Party, clock: MovedClock) -> None:
    party.sign_in()
    for _ in range(47):
        clock.advance(minutes=15)
        assert is_signed_in(party)
    party.sign_in(prompt="login")
    clock.advance(minutes=20)
    assert is_signed_in(party)


def test_a_cookie_from_before_the_sign_in_ends_nobodys_session(party: Party) -> None:
    party.get(party.authorize().location)
    before = party.browser.cookies.find("efp_sid")
    assert before is not None
    party.sign_in()
    thief = Party(party.app, party.client_id, party.secret)
    thief.browser.cookies.put(before)
    assert not is_signed_in(thief)
    thief.sign_in("collaborateur@demo.test")
    assert is_signed_in(thief)
    assert is_signed_in(party)
