"""One network has so many codes at a time, and so many plays of them."""

from collections.abc import Iterator

import pytest
from flask import Flask

from idp.connectors.captcha.local import LocalCaptcha
from idp.domain.actor import Actor
from idp.domain.captcha.actions import Challenge, burn, issue, speak
from idp.domain.captcha.errors import CaptchaThrottled
from tests.fixtures.captchas import captcha_answer
from tests.fixtures.clocks import MovedClock
from tests.fixtures.domain import load_settings, opened_domain

FORM, BROWSER = "sign_in", "b" * 43
HERE, ELSEWHERE = "2001:db8::1", "2001:db8:1::1"
SAME_SUBSCRIBER = "2001:db8::2"


@pytest.fixture
def domain(database_url: str, clock: MovedClock) -> Iterator[Flask]:
    """A domain that lets a network hold three codes, and play them four times."""
    told = {"EFP_THROTTLING_CAPTCHA_CODES": "3", "EFP_THROTTLING_CAPTCHA_PLAYS": "4"}
    with opened_domain(load_settings(database_url, **told)) as app:
        yield app


def ask(address: str) -> Challenge:
    return issue(FORM, BROWSER, by=Actor("anonymous", address=address))


@pytest.mark.usefixtures("domain")
def test_one_network_holds_so_many_codes(clock: MovedClock) -> None:
    for _ in range(3):
        ask(HERE)
    for address in (HERE, SAME_SUBSCRIBER):
        with pytest.raises(CaptchaThrottled) as refusal:
            ask(address)
        assert refusal.value.retry_after == 300
    ask(ELSEWHERE)
    clock.advance(minutes=5, seconds=1)
    ask(HERE)


def test_answered_codes_do_not_count(domain: Flask) -> None:
    by = Actor("anonymous", address=HERE)
    for _ in range(6):
        challenge = ask(HERE)
        answer = captcha_answer(domain, challenge.uuid)
        burn(challenge.uuid, answer, form=FORM, browser_id=BROWSER, by=by)


def test_a_code_is_waited_for_until_an_unanswered_one_ends(
    domain: Flask, clock: MovedClock
) -> None:
    by = Actor("anonymous", address=HERE)
    answered = ask(HERE)
    burn(answered.uuid, captcha_answer(domain, answered.uuid), form=FORM, browser_id=BROWSER, by=by)
    for _ in range(3):
        clock.advance(seconds=10)
        ask(HERE)
    with pytest.raises(CaptchaThrottled) as refusal:
        ask(HERE)
    assert refusal.value.retry_after == 300 - 20
    clock.advance(seconds=280)
    ask(HERE)


@pytest.mark.usefixtures("domain")
def test_a_play_is_waited_for_until_enough_played_ones_end(
    clock: MovedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(LocalCaptcha, "speak", lambda *_: b"sound")
    by = Actor("anonymous", address=HERE)
    for plays in (0, 1, 3):
        code = ask(HERE).uuid
        for _ in range(plays):
            speak(code, browser_id=BROWSER, by=by)
        clock.advance(seconds=10)
    with pytest.raises(CaptchaThrottled) as refusal:
        speak(code, browser_id=BROWSER, by=by)
    assert refusal.value.retry_after == 300 - 20


@pytest.mark.usefixtures("domain")
def test_one_network_plays_so_often(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(LocalCaptcha, "speak", lambda *_: b"sound")
    by = Actor("anonymous", address=HERE)
    codes = [ask(HERE).uuid for _ in range(2)]
    for code in codes * 2:
        speak(code, browser_id=BROWSER, by=by)
    with pytest.raises(CaptchaThrottled):
        speak(codes[0], browser_id=BROWSER, by=by)
