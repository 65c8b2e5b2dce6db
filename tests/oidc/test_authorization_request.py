"""The authorization request: what is checked before any page is shown."""

import pytest

from idp.domain import clients, db
from idp.domain.actor import SYSTEM
from tests.fixtures.clocks import MovedClock
from tests.oidc.party import Party, claims_of, parameters_of, register


@pytest.mark.parametrize(
    ("changes", "error"),
    [
        ({"response_type": None}, "invalid_request"),
        ({"response_type": "token"}, "unsupported_response_type"),
        ({"response_type": "code id_token"}, "unsupported_response_type"),
        ({"response_type": 'x"é'}, "unsupported_response_type"),
        ({"response_mode": "fragment"}, "invalid_request"),
        ({"scope": None}, "invalid_scope"),
        ({"scope": "profile"}, "invalid_scope"),
        ({"code_challenge": None, "code_challenge_method": None}, "invalid_request"),
        ({"code_challenge_method": "plain"}, "invalid_request"),
        ({"code_challenge_method": None}, "invalid_request"),
        ({"code_challenge": "a" * 42}, "invalid_request"),
        ({"code_challenge": "a" * 128}, "invalid_request"),
        ({"code_challenge": "a" * 42 + "="}, "invalid_request"),
        ({"prompt": "none login"}, "invalid_request"),
        ({"prompt": "create"}, "invalid_request"),
        ({"max_age": "-1"}, "invalid_request"),
        ({"max_age": "1e3"}, "invalid_request"),
        ({"max_age": "٣"}, "invalid_request"),
        ({"id_token_hint": "x.y.z"}, "invalid_request"),
        ({"request": "eyJhbGciOiJub25lIn0.e30."}, "request_not_supported"),
        ({"request_uri": "https://evil.example/r"}, "request_uri_not_supported"),
        ({"registration": "{}"}, "registration_not_supported"),
    ],
)
def test_a_wrong_request_goes_back_to_the_client_without_a_page(
    party: Party, changes: dict[str, str | None], error: str
) -> None:
    given = parameters_of(party.authorize(**changes))
    assert given["error"] == error
    assert given["iss"] == "http://localhost:5000"
    assert "code" not in given


@pytest.mark.parametrize(
    "changes",
    [
        {"nonce": None},
        {"state": None},
        {"display": "popup"},
        {"ui_locales": "se fr en"},
        {"claims_locales": "fr"},
        {"acr_values": "1 2"},
        {"extra": "foobar"},
        {"login_hint": "ra@demo.test"},
        {"scope": "email openid profile"},
        {"scope": "openid admin offline_access"},
        {"prompt": "consent"},
        {"max_age": "10000"},
    ],
)
def test_what_is_optional_or_unknown_does_not_stand_in_the_way(
    party: Party, changes: dict[str, str | None]
) -> None:
    party.sign_in()
    assert "code" in parameters_of(party.authorize(**changes))


def test_only_allowed_scopes_are_granted(party: Party) -> None:
    narrow = register(party.app, scopes=["openid", "email"])
    granted = narrow.tokens(scope="openid profile email admin")
    assert granted["scope"] == "openid email"
    assert "given_name" not in claims_of(granted["id_token"])


def test_sso_needs_no_second_password(party: Party) -> None:
    first = claims_of(party.tokens()["id_token"])
    edof = register(party.app, service="edof", redirect_uris=["http://127.0.0.1:7002/cb"])
    edof.browser = party.browser
    answer = edof.authorize(redirect_uri="http://127.0.0.1:7002/cb", prompt="none")
    code = parameters_of(answer)["code"]
    second = edof.exchange(code, redirect_uri="http://127.0.0.1:7002/cb").get_json()
    claims = claims_of(second["id_token"])
    assert (claims["sid"], claims["auth_time"]) == (first["sid"], first["auth_time"])
    assert [held["role"] for held in claims["habilitations"]] == ["gestionnaire_edof"]


def test_prompt_login_asks_again_and_moves_the_authentication_time(
    party: Party, clock: MovedClock
) -> None:
    first = claims_of(party.tokens()["id_token"])
    clock.advance(minutes=5)
    assert "/connexion?" in party.authorize(prompt="login").location
    second = claims_of(party.tokens(prompt="login")["id_token"])
    assert second["auth_time"] == first["auth_time"] + 300
    assert second["sid"] == first["sid"]


def test_max_age_asks_again_once_it_is_over(party: Party, clock: MovedClock) -> None:
    party.sign_in()
    clock.advance(seconds=59)
    assert "code" in parameters_of(party.authorize(max_age="60"))
    clock.advance(seconds=2)
    assert "/connexion?" in party.authorize(max_age="60").location
    assert parameters_of(party.authorize(max_age="60", prompt="none"))["error"] == "login_required"


def test_a_hint_of_the_person_who_is_signed_in_is_silent(party: Party) -> None:
    hint = party.tokens()["id_token"]
    assert "code" in parameters_of(party.authorize(id_token_hint=hint, prompt="none"))


def test_a_hint_of_another_person_is_no_silent_sign_in(party: Party, clock: MovedClock) -> None:
    hint = party.tokens()["id_token"]
    party.change_browser()
    party.sign_in("collaborateur@demo.test")
    clock.advance(seconds=1)
    given = parameters_of(party.authorize(id_token_hint=hint, prompt="none"))
    assert given["error"] == "login_required"
    page = party.get(party.authorize(id_token_hint=hint).location)
    answer = party.fill(page, "collaborateur@demo.test")
    assert parameters_of(answer)["error"] == "login_required"


def test_another_person_on_the_same_browser_gets_a_session_of_his_own(
    party: Party, clock: MovedClock
) -> None:
    first = party.tokens()
    clock.advance(seconds=1)
    other = claims_of(party.tokens("collaborateur@demo.test", prompt="login")["id_token"])
    before = claims_of(first["id_token"])
    assert other["sub"] != before["sub"]
    assert other["sid"] != before["sid"]
    assert party.userinfo(first["access_token"]).status_code == 401


def test_a_request_by_post_becomes_an_address(party: Party) -> None:
    party.sign_in()
    answer = party.post("/authorize", party.request())
    assert answer.status == 303
    assert "code" in parameters_of(party.get(answer.location))


def test_a_disabled_client_is_refused_at_once(party: Party) -> None:
    party.sign_in()
    with party.app.app_context():
        clients.disable(party.client_id, by=SYSTEM)
        db.session.commit()
    assert party.authorize().status == 400
