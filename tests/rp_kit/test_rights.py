"""How old rights may be: read again after 45 seconds, never used after 60."""

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC
from typing import Any

import pytest
from flask import Flask

from rp_kit import rights
from rp_kit.ground.clock import PARIS
from rp_kit.sessions import Session
from tests.fixtures.clocks import MovedClock
from tests.fixtures.programs import PATIENCE_SECONDS
from tests.rp_kit.conftest import Visitor
from tests.rp_kit.provider_stub import HABILITATION, ISSUER, StubProvider

NOBODY = {"habilitations": [], "access": {"status": "may_request"}}


def test_rights_are_not_read_again_for_45_seconds(
    signed_in: Visitor, provider: StubProvider, clock: MovedClock
) -> None:
    for _ in range(5):
        clock.advance(seconds=8)
        assert signed_in.get("/accueil").status_code == 200
    assert provider.calls["/userinfo"] == 1


def test_a_right_that_was_taken_away_bites_after_45_seconds(
    signed_in: Visitor, provider: StubProvider, clock: MovedClock
) -> None:
    provider.claims |= NOBODY
    clock.advance(seconds=44)
    assert signed_in.get("/accueil").status_code == 200
    clock.advance(seconds=1)
    assert signed_in.get("/accueil").status_code == 403
    assert provider.calls["/userinfo"] == 2


def test_a_form_does_not_escape(
    signed_in: Visitor, provider: StubProvider, clock: MovedClock
) -> None:
    provider.claims |= NOBODY
    clock.advance(seconds=46)
    assert signed_in.post("/accueil").status_code == 403


@pytest.mark.parametrize("status", [401, 403])
def test_a_dead_access_token_ends_the_session(
    signed_in: Visitor, provider: StubProvider, clock: MovedClock, status: int
) -> None:
    provider.userinfo_status = status
    clock.advance(seconds=46)
    answer = signed_in.get("/accueil")
    assert answer.headers["Location"].startswith(f"{ISSUER}/authorize?")
    assert "prompt=none" not in answer.headers["Location"]
    assert not signed_in.has_session()


def test_claims_of_somebody_else_end_the_session(
    signed_in: Visitor, provider: StubProvider, clock: MovedClock
) -> None:
    provider.claims |= {"sub": "person-2"}
    clock.advance(seconds=46)
    assert signed_in.get("/accueil").status_code == 302
    assert not signed_in.has_session()


def test_a_silent_provider_is_borne_until_60_seconds(
    signed_in: Visitor, provider: StubProvider, clock: MovedClock
) -> None:
    provider.is_down = True
    clock.advance(seconds=50)
    assert signed_in.get("/accueil").status_code == 200
    clock.advance(seconds=11)
    refused = signed_in.get("/accueil")
    assert refused.status_code == 503
    assert "EFP Connect ne répond pas" in refused.text

    provider.is_down = False
    clock.advance(seconds=4)
    assert signed_in.get("/accueil").status_code == 200


@pytest.mark.parametrize("status", [500, 302, 429])
def test_an_answer_that_is_none_is_silence(
    signed_in: Visitor, provider: StubProvider, clock: MovedClock, status: int
) -> None:
    provider.userinfo_status = status
    clock.advance(seconds=46)
    assert signed_in.get("/accueil").status_code == 200
    clock.advance(seconds=15)
    assert signed_in.get("/accueil").status_code == 503


def test_claims_of_another_form_are_silence(
    signed_in: Visitor, provider: StubProvider, clock: MovedClock
) -> None:
    provider.claims |= {"habilitations": None}
    clock.advance(seconds=61)
    assert signed_in.get("/accueil").status_code == 503


def test_a_clock_put_back_does_not_freeze_rights(
    signed_in: Visitor, provider: StubProvider, clock: MovedClock
) -> None:
    provider.claims |= NOBODY
    clock.advance(seconds=-100)
    assert signed_in.get("/accueil").status_code == 403


def test_what_the_id_token_said_of_the_sign_in_stays(
    signed_in: Visitor, provider: StubProvider, app: Flask, clock: MovedClock
) -> None:
    provider.claims |= {"acr": "eidas1-mfa", "sid": "another"}
    clock.advance(seconds=46)
    signed_in.get("/accueil")
    token = provider.sign_logout()
    assert signed_in.post("/backchannel-logout", logout_token=token).status_code == 200
    assert not signed_in.has_session(), "the session is still known by the sid of its sign-in"


def test_an_end_date_bites_at_midnight_in_paris(
    visitor: Visitor, provider: StubProvider, clock: MovedClock
) -> None:
    """AZ-21: inclusive until 23:59:59, to the second, although nobody was asked since."""
    local = clock.now().astimezone(tz=PARIS)
    provider.claims |= {"habilitations": [HABILITATION | {"until": local.date().isoformat()}]}
    midnight = local.replace(hour=23, minute=59, second=50, microsecond=0)
    # In UTC: between two instants of one zone, Python subtracts what the walls' clocks show.
    clock.advance(seconds=(midnight.astimezone(UTC) - clock.now()).total_seconds())
    assert visitor.sign_in().status_code == 200

    clock.advance(seconds=8)
    assert visitor.get("/accueil").status_code == 200
    clock.advance(seconds=4)
    refused = visitor.get("/accueil")
    assert refused.status_code == 403
    assert "date de fin" in refused.text
    assert provider.calls["/userinfo"] == 1


@pytest.mark.parametrize("seconds", [50, 200])
def test_parallel_requests_make_one_call(
    signed_in: Visitor,
    app: Flask,
    provider: StubProvider,
    clock: MovedClock,
    monkeypatch: pytest.MonkeyPatch,
    seconds: int,
) -> None:
    """Within 60 seconds the others use the last value; after that they wait for the one."""
    reached, release, waiting = threading.Event(), threading.Event(), threading.Semaphore(0)
    wait_for_the_reader = rights._wait_for_the_reader

    def hold() -> None:
        reached.set()
        release.wait(PATIENCE_SECONDS)

    def wait(*args: Any) -> Session:
        waiting.release()
        return wait_for_the_reader(*args)

    provider.before_userinfo = hold
    monkeypatch.setattr(rights, "WAIT_SECONDS", PATIENCE_SECONDS)
    monkeypatch.setattr(rights, "_wait_for_the_reader", wait)
    clock.advance(seconds=seconds)
    cookie = signed_in.cookie("session")

    def request(_number: int) -> int:
        client = app.test_client()
        client.set_cookie("__Host-soffi_session", str(cookie), domain="soffi.test", secure=True)
        return client.get("/accueil", base_url="https://soffi.test").status_code

    with ThreadPoolExecutor(8) as pool:
        first = pool.submit(request, 0)
        assert reached.wait(PATIENCE_SECONDS)
        others = [pool.submit(request, number) for number in range(1, 8)]
        if seconds < 60:
            assert [other.result(PATIENCE_SECONDS) for other in others] == [200] * 7, "nobody waits"
        else:
            assert all(waiting.acquire(timeout=PATIENCE_SECONDS) for _ in others), "everybody waits"
        release.set()
        statuses: list[Any] = [future.result(PATIENCE_SECONDS) for future in (first, *others)]
    assert statuses == [200] * 8
    assert provider.calls["/userinfo"] == 2


def test_a_reader_that_died_is_replaced(
    signed_in: Visitor, app: Flask, provider: StubProvider, clock: MovedClock
) -> None:
    """A process killed while it read must not keep the rights old for ever."""
    clock.advance(seconds=46)
    federation = app.extensions["rp_kit"]
    session = federation.sessions.find(signed_in.cookie("session"))
    assert federation.sessions.begin_reading(session)
    assert signed_in.get("/accueil").status_code == 200
    assert provider.calls["/userinfo"] == 1

    clock.advance(seconds=13)
    assert signed_in.get("/accueil").status_code == 200
    assert provider.calls["/userinfo"] == 2
