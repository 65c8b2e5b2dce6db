"""The State's captcha: what we ask it, and that nothing but its own words counts."""

import json
from base64 import b64encode

import pytest
import requests
import responses
from responses import matchers

from idp.connectors.captcha.captchetat import LARGEST_SOUND_BYTES, CaptchEtat
from idp.ground.errors import Unavailable
from tests.fixtures.piste import ELEMENTS, PNG, UUID, VERDICT, WAV, Piste

BARE = b64encode(PNG).decode()


@pytest.fixture(autouse=True)
def _token(piste: Piste) -> None:
    """Each test gets a token when it asks."""
    piste.give_token()


@pytest.mark.parametrize("drawn", [BARE, f"data:image/png;base64,{BARE}"])
def test_a_picture_comes_bare_or_as_a_data_uri(
    captcha: CaptchEtat, piste: Piste, drawn: str
) -> None:
    piste.draw(imageb64=drawn)
    picture = captcha.draw()
    assert (picture.uuid, picture.image, picture.answer) == (UUID, PNG, None)
    request = piste.calls[-1].request
    assert request.url == f"{ELEMENTS}?get=image&c=captchaFR"
    assert request.headers["Authorization"] == "Bearer t-1"


def test_a_sound_is_that_of_the_picture(captcha: CaptchEtat, piste: Piste) -> None:
    asked = {"get": "sound", "c": "captchaFR", "t": UUID}
    piste.get(ELEMENTS, body=WAV, match=[matchers.query_param_matcher(asked)])
    assert captcha.speak(UUID, None, "seed") == WAV


@pytest.mark.parametrize(
    ("said", "is_right"), [("true", True), ("false", False), (" true\n", True)]
)
def test_the_verdict_is_a_literal(
    captcha: CaptchEtat, piste: Piste, said: str, is_right: bool
) -> None:
    sent = {"uuid": UUID, "code": "AJKD7"}
    piste.post(VERDICT, body=said, match=[matchers.json_params_matcher(sent)])
    assert captcha.is_right(UUID, None, " AJK D7 ") is is_right


@pytest.mark.parametrize("said", ['"true"', "{}", "1", "True", "", "<html>true</html>", "[true]"])
def test_anything_else_is_no_verdict(captcha: CaptchEtat, piste: Piste, said: str) -> None:
    piste.post(VERDICT, body=said)
    with pytest.raises(Unavailable):
        captcha.is_right(UUID, None, "AJKD7")


@pytest.mark.parametrize("status", [400, 404, 405])
def test_a_code_that_it_does_not_know_is_wrong(
    captcha: CaptchEtat, piste: Piste, status: int
) -> None:
    piste.post(VERDICT, body="true", status=status)
    assert captcha.is_right(UUID, None, "AJKD7") is False
    piste.draw()
    assert captcha.draw().uuid == UUID  # and it is not left alone for that


@pytest.mark.parametrize("status", [204, 302, 403, 429, 500, 503])
def test_other_statuses_are_no_verdict(captcha: CaptchEtat, piste: Piste, status: int) -> None:
    headers = {"Location": "https://elsewhere.test/"}
    piste.post(VERDICT, body="true", status=status, headers=headers)
    with pytest.raises(Unavailable):
        captcha.is_right(UUID, None, "AJKD7")


@pytest.mark.parametrize("given", ["", "a" * 13, "é", "'; --", "\ud800", "12\x0034"])
def test_strange_answers_are_wrong_without_asking(
    captcha: CaptchEtat, piste: Piste, given: str
) -> None:
    assert captcha.is_right(UUID, None, given) is False
    assert len(piste.calls) == 0


@pytest.mark.parametrize(
    "body",
    [
        "<html>maintenance</html>",
        "[]",
        "[" * 60_000,
        "null",
        "{}",
        json.dumps({"uuid": UUID, "imageb64": None}),
        json.dumps({"uuid": UUID, "imageb64": "not base64!"}),
        json.dumps({"uuid": UUID, "imageb64": b64encode(b"<svg onload=x>").decode()}),
        json.dumps({"uuid": '"><script>', "imageb64": BARE}),
        json.dumps({"uuid": "a" * 37, "imageb64": BARE}),
        json.dumps({"uuid": 7, "imageb64": BARE}),
        "x" * 300_000,
    ],
)
def test_what_is_no_picture_is_never_shown(captcha: CaptchEtat, piste: Piste, body: str) -> None:
    piste.get(ELEMENTS, body=body)
    with pytest.raises(Unavailable):
        captcha.draw()


@pytest.mark.parametrize(
    "body", [b"", b"<html>", b"RIFFxxxxAVI ", WAV + bytes(LARGEST_SOUND_BYTES)]
)
def test_what_is_no_sound_is_never_played(captcha: CaptchEtat, piste: Piste, body: bytes) -> None:
    piste.get(ELEMENTS, body=body)
    with pytest.raises(Unavailable):
        captcha.speak(UUID, None, "seed")


def test_a_sound_that_is_gone_does_not_stop_the_rest(captcha: CaptchEtat, piste: Piste) -> None:
    piste.get(ELEMENTS, status=404)
    with pytest.raises(Unavailable):
        captcha.speak(UUID, None, "seed")
    piste.replace(responses.GET, ELEMENTS, json={"uuid": UUID, "imageb64": BARE})
    assert captcha.draw().uuid == UUID


@pytest.mark.parametrize("failure", [requests.ConnectionError(), requests.Timeout()])
def test_a_service_that_is_away_is_left_alone(
    captcha: CaptchEtat, piste: Piste, failure: Exception
) -> None:
    call = piste.get(ELEMENTS, body=failure)
    for _ in range(5):
        with pytest.raises(Unavailable):
            captcha.draw()
    assert call.call_count == 1


def test_no_certificate_goes_unchecked(captcha: CaptchEtat, piste: Piste) -> None:
    piste.get(ELEMENTS, body=requests.exceptions.SSLError("self-signed"))
    with pytest.raises(Unavailable) as failure:
        captcha.draw()
    assert failure.value.data["cause"] == "SSLError"
