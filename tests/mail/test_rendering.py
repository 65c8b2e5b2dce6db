"""The words of each mail: the text is compared whole, the HTML has the same words in a row."""

import re
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
    assert {file.stem for file in TEMPLATES.glob("*.jinja")} == set(MESSAGES)


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


def words(text: str) -> list[str]:
    """The words of a text in their order, without what stands between them."""
    return re.findall(r"\w+", text)


def test_the_html_has_the_words_of_the_text(mailing: Flask, message: Message) -> None:
    rendered = render(message)
    page = BeautifulSoup(rendered.html, "html.parser")
    assert page.title is not None
    assert page.body is not None
    assert page.h1 is not None
    banner, title = "EFP Connect", page.h1.get_text()
    assert page.title.get_text() == f"{title} – {banner}"
    assert title in rendered.subject
    assert words(page.body.get_text(" ")) == words(f"{banner} {title} {rendered.text}")


def test_each_paragraph_of_the_text_is_one_of_the_html(mailing: Flask, message: Message) -> None:
    rendered = render(message)
    page = BeautifulSoup(rendered.html, "html.parser")
    marked = [paragraph.get_text() for paragraph in page.find_all("p")]
    content = rendered.text.partition("\n\n--\n")[0]
    sentences = [line for line in content.splitlines() if line and not line.startswith("  ")]
    assert sentences
    assert [line for line in marked if line in sentences] == sentences


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


@pytest.mark.parametrize(
    ("is_known_browser", "words"),
    [(True, "depuis un autre navigateur."), (False, "depuis un navigateur que vous avez déjà")],
)
def test_a_pause_says_from_where_one_need_not_wait(
    mailing: Flask, is_known_browser: bool, words: str
) -> None:
    paused = MESSAGES["sign_in_paused"]
    given = {**paused.parameters, "is_known_browser": is_known_browser}
    assert words in render(Message(template=paused.template, to=paused.to, parameters=given)).text
