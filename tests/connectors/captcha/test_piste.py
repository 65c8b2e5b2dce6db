"""The token of the State's gateway: asked for once, renewed once."""

import json
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from responses import matchers

from idp import settings
from idp.connectors.captcha.captchetat import CaptchEtat
from idp.connectors.captcha.piste import PisteToken
from idp.ground.errors import Unavailable
from tests.fixtures.clocks import MovedClock
from tests.fixtures.piste import ELEMENTS, TOKEN_URL, UUID, Piste


def soon() -> float:
    return time.monotonic() + 5


def test_it_is_asked_for_as_a_client(told: settings.CaptchEtat, piste: Piste) -> None:
    sent = {
        "grant_type": "client_credentials",
        "client_id": "the client",
        "client_secret": "its secret",
        "scope": "piste.captchetat",
    }
    body = {"access_token": "t-1", "expires_in": 3600}
    piste.post(TOKEN_URL, json=body, match=[matchers.urlencoded_params_matcher(sent)])
    assert PisteToken(told).get(soon()) == "t-1"


def test_it_is_kept_until_shortly_before_its_end(
    told: settings.CaptchEtat, piste: Piste, clock: MovedClock
) -> None:
    token = PisteToken(told)
    first = piste.give_token("t-1")
    assert [token.get(soon()) for _ in range(3)] == ["t-1"] * 3
    assert first.call_count == 1
    clock.apply()
    clock.advance(minutes=59, seconds=1)
    piste.give_token("t-2")
    assert token.get(soon()) == "t-2"


def test_many_threads_ask_once(told: settings.CaptchEtat, piste: Piste) -> None:
    call = piste.give_token()
    token = PisteToken(told)
    with ThreadPoolExecutor(8) as pool:
        assert set(pool.map(lambda _: token.get(soon()), range(32))) == {"t-1"}
    assert call.call_count == 1


def test_a_refused_token_is_renewed_once(captcha: CaptchEtat, piste: Piste) -> None:
    piste.give_token("old")
    piste.get(ELEMENTS, status=401)
    piste.give_token("new")
    piste.draw()
    assert captcha.draw().uuid == UUID
    sent = [call.request.headers.get("Authorization") for call in piste.calls]
    assert sent == [None, "Bearer old", None, "Bearer new"]


def test_a_token_that_is_refused_again_is_a_failure(captcha: CaptchEtat, piste: Piste) -> None:
    piste.give_token()
    refusal = piste.get(ELEMENTS, status=401)
    with pytest.raises(Unavailable):
        captcha.draw()
    assert refusal.call_count == 2


@pytest.mark.parametrize(
    "body",
    [
        "<html>",
        "[]",
        "[" * 60_000,
        "{}",
        json.dumps({"access_token": "t"}),
        json.dumps({"access_token": "", "expires_in": 3600}),
        json.dumps({"access_token": "a\r\nX-Other: b", "expires_in": 3600}),
        json.dumps({"access_token": 7, "expires_in": 3600}),
        json.dumps({"access_token": "t", "expires_in": "never"}),
        json.dumps({"access_token": "t", "expires_in": -1}),
        json.dumps({"access_token": "t", "expires_in": 1e300}),
        json.dumps({"access_token": "t", "expires_in": float("inf")}),
    ],
)
def test_what_is_no_token_is_a_failure(told: settings.CaptchEtat, piste: Piste, body: str) -> None:
    piste.post(TOKEN_URL, body=body)
    with pytest.raises(Unavailable):
        PisteToken(told).get(soon())


@pytest.mark.parametrize("status", [302, 400, 401, 500])
def test_no_token_is_a_failure(told: settings.CaptchEtat, piste: Piste, status: int) -> None:
    piste.post(TOKEN_URL, status=status, json={"access_token": "t", "expires_in": 3600})
    with pytest.raises(Unavailable):
        PisteToken(told).get(soon())


def test_the_time_that_is_left_is_shared(told: settings.CaptchEtat, piste: Piste) -> None:
    call = piste.give_token()
    with pytest.raises(Unavailable):
        PisteToken(told).get(time.monotonic() - timedelta(seconds=1).total_seconds())
    assert call.call_count == 0
