"""Outgoing calls: limits that hold, whoever is on the other side."""

import socket

import pytest
import responses

from rp_kit.ground import http
from rp_kit.http import LARGEST_BYTES, Caller, Unavailable
from tests.fixtures.clocks import MovedClock
from tests.fixtures.sockets import Drip, Serve

URL = "https://idp.test/userinfo"
OPENING = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"


@responses.activate
def test_redirects_are_not_followed() -> None:
    responses.get(URL, status=302, headers={"Location": "http://169.254.169.254/"})
    assert Caller().get(URL).status == 302


@responses.activate
@pytest.mark.parametrize("body", [b"", b"null", b"[]", b"{", b"\xff", b"[" * 100_000])
def test_an_answer_that_is_no_object_is_no_answer(body: bytes) -> None:
    responses.get(URL, body=body)
    with pytest.raises(Unavailable):
        Caller().get(URL).read_object()


@responses.activate
def test_an_answer_that_does_not_end_is_cut_and_costs_nobody_else_theirs() -> None:
    responses.get(URL, body=b"x" * (LARGEST_BYTES + 1))
    responses.get(f"{URL}?another", body=b"{}")
    caller = Caller()
    with pytest.raises(Unavailable, match="longer than"):
        caller.get(URL)
    assert caller.get(f"{URL}?another").status == 200


@pytest.mark.parametrize(
    "opening", [OPENING + b"X-Slow: ", OPENING + b"Content-Length: 9999\r\n\r\n"]
)
def test_an_answer_that_trickles_is_cut(serve: Serve, opening: bytes) -> None:
    """Each read would be in time, the whole never: the total counts, in the headers too."""
    drip = Drip(opening)
    with pytest.raises(Unavailable):
        http.send(http.open_session(), "GET", serve(drip), largest_bytes=LARGEST_BYTES, seconds=0.2)
    assert drip.was_cut.wait(60), "the caller is gone, and would have been served to the end"


@responses.activate
def test_the_provider_has_five_seconds_for_a_whole_answer() -> None:
    called = responses.get(URL, body=b"{}")
    Caller().get(URL)
    [call] = called.calls
    limits = call.request.req_kwargs["timeout"]
    assert (limits.connect_timeout, limits.total) == (2, 5)


def test_an_answer_that_breaks_off_is_no_answer(serve: Serve) -> None:
    url = serve(lambda connection: connection.sendall(OPENING + b"Content-Length: 400\r\n\r\n{"))
    with pytest.raises(Unavailable):
        Caller().get(url)


def test_nobody_there() -> None:
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))  # taken, so that nobody else listens there
        with pytest.raises(Unavailable):
            Caller().get(f"http://127.0.0.1:{door.getsockname()[1]}/")


@responses.activate
def test_after_a_failure_calls_fail_at_once_for_a_moment(clock: MovedClock) -> None:
    caller = Caller()
    failing = responses.get(URL, body=ConnectionError("down"))
    for _ in range(3):
        with pytest.raises(Unavailable):
            caller.get(URL)
    assert failing.call_count == 1

    responses.replace(responses.GET, URL, body=b"{}")
    clock.advance(seconds=3)
    assert caller.get(URL).status == 200


@responses.activate
def test_a_netrc_file_does_not_replace_our_credentials(
    tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    netrc = tmp_path_factory.mktemp("home") / "netrc"
    netrc.write_text("machine idp.test login evil password evil\n")
    monkeypatch.setenv("NETRC", str(netrc))
    called = responses.get(URL, body=b"{}")
    Caller().get(URL, authorization="Bearer ours")
    assert called.calls[0].request.headers["Authorization"] == "Bearer ours"


def test_a_proxy_of_the_environment_is_not_used(
    serve: Serve, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:1/")
    url = serve(lambda connection: connection.sendall(OPENING + b"Content-Length: 2\r\n\r\n{}"))
    assert Caller().get(url).read_object() == {}


@responses.activate
def test_cookies_are_not_kept() -> None:
    called = responses.get(URL, body=b"{}", headers={"Set-Cookie": "a=b"})
    caller = Caller()
    caller.get(URL)
    caller.get(URL)
    assert "Cookie" not in called.calls[1].request.headers
