"""A code is good once, in time, for the browser and the form that it was asked of."""

import pytest
from flask import Flask
from sqlalchemy import select

from idp.connectors.captcha.local import LocalCaptcha
from idp.domain import db
from idp.domain.actor import Actor
from idp.domain.captcha.actions import MOST_PLAYS, Challenge, burn, issue, purge_expired, speak
from idp.domain.captcha.errors import CaptchaRefused
from idp.domain.captcha.models import CaptchaChallenge
from tests.domain.at_once import run_at_once
from tests.fixtures.captchas import captcha_answer
from tests.fixtures.clocks import MovedClock
from tests.fixtures.journal import events

FORM, BROWSER = "sign_in", "b" * 43
SOMEBODY = Actor("anonymous", address="192.0.2.1")


@pytest.fixture
def challenge(domain: Flask, clock: MovedClock) -> Challenge:
    """A challenge for the usual form and browser."""
    return issue(FORM, BROWSER, by=SOMEBODY)


@pytest.fixture
def answer(domain: Flask, challenge: Challenge) -> str:
    """Its right answer."""
    return captcha_answer(domain, challenge.uuid)


def send(challenge: Challenge, answer: str, *, form: str = FORM, browser: str = BROWSER) -> None:
    burn(challenge.uuid, answer, form=form, browser_id=browser, by=SOMEBODY)


def test_the_right_answer_passes_once(challenge: Challenge, answer: str) -> None:
    send(challenge, answer)
    with pytest.raises(CaptchaRefused):
        send(challenge, answer)


def test_a_wrong_answer_burns_the_challenge(challenge: Challenge, answer: str) -> None:
    with pytest.raises(CaptchaRefused):
        send(challenge, "nothing like it")
    with pytest.raises(CaptchaRefused):
        send(challenge, answer)


def test_case_and_spaces_do_not_matter(challenge: Challenge, answer: str) -> None:
    send(challenge, f" {answer[:3].lower()} {answer[3:]} ")


@pytest.mark.parametrize("text", ["", " ", "\ud800", "é" * 5000, "12345\x0067"])
def test_strange_answers_are_wrong(challenge: Challenge, text: str) -> None:
    with pytest.raises(CaptchaRefused):
        send(challenge, text)


@pytest.mark.parametrize("name", ["", "nothing", "a" * 5000])
def test_unknown_challenges_are_refused(answer: str, name: str) -> None:
    with pytest.raises(CaptchaRefused):
        burn(name, answer, form=FORM, browser_id=BROWSER, by=SOMEBODY)


def test_it_is_bound_to_form_and_browser(challenge: Challenge, answer: str) -> None:
    with pytest.raises(CaptchaRefused):
        send(challenge, answer, form="sign_up")
    with pytest.raises(CaptchaRefused):
        send(challenge, answer, browser="c" * 43)
    send(challenge, answer)


def test_it_lives_five_minutes(challenge: Challenge, answer: str, clock: MovedClock) -> None:
    clock.advance(minutes=5, seconds=1)
    with pytest.raises(CaptchaRefused):
        send(challenge, answer)


def test_of_many_sent_at_once_one_passes(domain: Flask, challenge: Challenge, answer: str) -> None:
    passed = run_at_once(domain, lambda: send(challenge, answer), times=16, refusal=CaptchaRefused)
    assert len(passed) == 1


def test_nothing_stored_shows_the_answer(challenge: Challenge, answer: str) -> None:
    with db.auto_engine().connect() as connection:
        row = connection.execute(select(CaptchaChallenge.__table__)).one()
    assert answer.lower() not in " ".join(str(value) for value in row).lower()
    assert BROWSER not in str(row)
    assert answer.encode() not in challenge.image


def test_a_refusal_is_in_the_journal(challenge: Challenge) -> None:
    with pytest.raises(CaptchaRefused):
        send(challenge, "nothing like it")
    [event] = events("captcha.refused")
    found = (event.result, event.reason, event.address)
    assert found == ("refused", "wrong_answer", "192.0.2.1")


def hear(challenge: Challenge, *, browser: str = BROWSER) -> bytes:
    return speak(challenge.uuid, browser_id=browser, by=SOMEBODY)


def test_hearing_changes_nothing(challenge: Challenge, answer: str) -> None:
    assert hear(challenge) != hear(challenge)
    send(challenge, answer)


def test_only_who_may_answer_hears(challenge: Challenge, clock: MovedClock) -> None:
    with pytest.raises(CaptchaRefused):
        hear(challenge, browser="c" * 43)
    clock.advance(minutes=5, seconds=1)
    with pytest.raises(CaptchaRefused):
        hear(challenge)


def test_a_burnt_code_is_silent(challenge: Challenge) -> None:
    with pytest.raises(CaptchaRefused):
        send(challenge, "nothing like it")
    with pytest.raises(CaptchaRefused):
        hear(challenge)


def test_a_code_is_played_so_often(challenge: Challenge, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(LocalCaptcha, "speak", lambda *_: b"sound")
    for _ in range(MOST_PLAYS):
        hear(challenge)
    with pytest.raises(CaptchaRefused):
        hear(challenge)


def test_old_challenges_are_purged(challenge: Challenge, clock: MovedClock) -> None:
    assert purge_expired() == 0
    clock.advance(minutes=6)
    assert purge_expired() == 1
