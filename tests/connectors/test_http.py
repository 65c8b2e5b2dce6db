"""Calls to outside systems: short, bounded, never led elsewhere."""

import pytest
import responses

from idp.connectors import http
from idp.connectors.relying_parties import post_logout_token
from idp.ground.errors import PermanentFailure, Unavailable
from tests.fixtures.sockets import Drip, Serve

URL = "https://service.test/hook"


@responses.activate
def test_the_fields_arrive_as_a_form() -> None:
    responses.post(
        URL, body=b"thanks", match=[responses.matchers.urlencoded_params_matcher({"a": "é"})]
    )
    answer = http.send("POST", URL, data={"a": "é"})
    assert (answer.status, answer.body) == (200, b"thanks")


@responses.activate
def test_a_redirect_is_not_followed() -> None:
    responses.post(URL, status=302, headers={"Location": "https://elsewhere.test/"})
    elsewhere = responses.get("https://elsewhere.test/")
    assert http.send("POST", URL).status == 302
    assert elsewhere.call_count == 0


@responses.activate
def test_no_connection_is_a_passing_failure() -> None:
    with pytest.raises(Unavailable):
        http.send("POST", URL)


@responses.activate
def test_an_endless_answer_is_cut_off() -> None:
    responses.post(URL, body=b"x" * (http.LARGEST_BODY_BYTES + 1))
    with pytest.raises(Unavailable) as failure:
        http.send("POST", URL)
    assert "longer than" in failure.value.data["cause"]


@responses.activate
def test_a_caller_may_take_more_and_wait_less() -> None:
    responses.get(URL, body=b"x" * (http.LARGEST_BODY_BYTES + 1))
    assert http.send("GET", URL, largest_bytes=2 * http.LARGEST_BODY_BYTES).status == 200
    with pytest.raises(Unavailable) as failure:
        http.send("GET", URL, seconds=0)
    assert failure.value.data["cause"] == "no time left"
    assert len(responses.calls) == 1


@pytest.mark.parametrize("opening", [b"X-Slow: ", b"Content-Length: 999\r\n\r\n"])
def test_an_answer_that_trickles_is_cut_off(serve: Serve, opening: bytes) -> None:
    """Each read would be in time, the whole never: the total counts, in the headers too."""
    drip = Drip(b"HTTP/1.1 200 OK\r\n" + opening)
    with pytest.raises(Unavailable):
        http.send("GET", serve(drip), seconds=0.2)
    assert drip.was_cut.wait(60)


@pytest.mark.parametrize(
    "url",
    [
        "ftp://service.test/",
        "file:///etc/passwd",
        "https:///hook",
        "/hook",
        "https://user:secret@service.test/",
        "https://user@service.test/",
    ],
)
def test_an_address_of_another_kind_is_never_called(url: str) -> None:
    with pytest.raises(PermanentFailure):
        http.send("POST", url)


@responses.activate
@pytest.mark.parametrize("status", [200, 204])
def test_a_service_takes_the_logout_token(status: int) -> None:
    matcher = responses.matchers.urlencoded_params_matcher({"logout_token": "a.b.c"})
    call = responses.post(URL, status=status, match=[matcher])
    post_logout_token(URL, "a.b.c")
    assert call.call_count == 1


@responses.activate
@pytest.mark.parametrize("status", [302, 400, 404, 500, 503])
def test_a_service_that_does_not_take_it_is_asked_again(status: int) -> None:
    responses.post(URL, status=status)
    with pytest.raises(Unavailable):
        post_logout_token(URL, "a.b.c")
