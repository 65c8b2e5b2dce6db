"""The words of each mail: the text is compared whole, the HTML says the same."""

from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from flask import Flask
from jinja2 import UndefinedError

import idp.mail
from idp.mail import Message
from idp.mail.rendering import render
from tests.mail.samples import MESSAGES

TEMPLATES = Path(idp.mail.__file__).parent / "templates"
EXPECTED = Path(__file__).parent / "expected"


def test_every_mail_is_tested_here() -> None:
    templates = {folder.name for folder in TEMPLATES.iterdir() if folder.name != "layout"}
    assert templates == set(MESSAGES)


def test_the_text_is_the_expected_one(mailing: Flask, message: Message) -> None:
    rendered = render(message)
    expected = (EXPECTED / f"{message.template}.txt").read_text(encoding="utf-8")
    assert f"{rendered.subject}\n\n{rendered.text}" == expected


def test_the_html_is_a_french_page_without_any_outside_resource(
    mailing: Flask, message: Message
) -> None:
    page = BeautifulSoup(render(message).html, "html.parser")
    assert page.html is not None
    assert page.html["lang"] == "fr"
    assert len(page.find_all("h1")) == 1
    assert page.find_all(["img", "script", "link", "iframe"]) == []


def test_the_html_says_all_that_the_text_says(mailing: Flask, message: Message) -> None:
    rendered = render(message)
    page = BeautifulSoup(rendered.html, "html.parser")
    unsaid = set(rendered.text.split()) - set(page.get_text(" ").split())
    assert unsaid <= {"--"}  # what signs off in a text


def test_names_cannot_bring_html(mailing: Flask, message: Message) -> None:
    rendered = render(message)
    assert "<b>" in rendered.text
    assert "<b>" not in rendered.html
    assert "&lt;b&gt;" in rendered.html


def test_a_missing_parameter_is_an_error_not_a_hole(mailing: Flask) -> None:
    with pytest.raises(UndefinedError):
        render(Message(template="new_browser_sign_in", to="a@b.test", parameters={"name": "Ana"}))


@pytest.mark.parametrize(
    ("browser", "system", "words"),
    [
        ("Opera", "", " Opera\n"),
        ("", "Windows", " navigateur non reconnu sur Windows\n"),
        ("", "", " navigateur non reconnu\n"),
    ],
)
def test_a_browser_is_named_as_far_as_it_is_known(
    mailing: Flask, notice: Message, browser: str, system: str, words: str
) -> None:
    given = {**notice.parameters, "browser": browser, "system": system}
    assert words in render(Message(template=notice.template, to=notice.to, parameters=given)).text


def test_no_service_no_line_about_it(mailing: Flask, notice: Message) -> None:
    bare = Message(
        template=notice.template, to=notice.to, parameters={**notice.parameters, "service": ""}
    )
    rendered = render(bare)
    assert "Service demandé" not in rendered.text
    assert "Service demandé" not in rendered.html
