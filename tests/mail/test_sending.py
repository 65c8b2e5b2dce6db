"""A message on its way: its headers, its one recipient, its file in the demonstration."""

from email import message_from_bytes, policy
from email.message import EmailMessage
from email.utils import parsedate_to_datetime
from pathlib import Path

import pytest
from flask import Flask
from jinja2 import ChoiceLoader, DictLoader

from idp import mail, settings
from idp.connectors import smtp
from idp.ground.errors import PermanentFailure
from idp.mail import Message, rendering
from tests.fixtures.clocks import MovedClock


def only_mail(folder: Path) -> EmailMessage:
    [file] = folder.iterdir()
    return message_from_bytes(file.read_bytes(), EmailMessage, policy=policy.default)


def test_the_headers_say_what_it_is(
    mailing: Flask, notice: Message, tmp_path: Path, clock: MovedClock
) -> None:
    clock.advance(days=40)
    mail.send(12, notice)
    sent = only_mail(tmp_path)
    assert sent["Subject"] == "Nouvelle connexion à votre compte EFP Connect"
    assert (sent["To"], sent["X-EFP-Template"]) == ("ra@demo.test", "new_browser_sign_in")
    assert sent["From"].addresses[0].addr_spec == "no-reply@efp-connect.test"
    assert (sent["Message-ID"], sent["Auto-Submitted"]) == (
        "<outbox-12@efp-connect.test>",
        "auto-generated",
    )
    assert abs((parsedate_to_datetime(sent["Date"]) - clock.now()).total_seconds()) < 60


def test_it_has_a_text_and_an_html_part(mailing: Flask, notice: Message, tmp_path: Path) -> None:
    mail.send(12, notice)
    sent = only_mail(tmp_path)
    text, html = sent.get_body(("plain",)), sent.get_body(("html",))
    assert text is not None
    assert html is not None
    assert "Firefox sur Windows" in text.get_content()
    assert "Firefox sur Windows" in html.get_content()


def test_a_sender_name_with_signs_and_accents_stays_whole(
    mailing: Flask, notice: Message, tmp_path: Path
) -> None:
    present = settings.current()
    named = present.mail.model_copy(update={"sender_name": 'EFP (démonstration), "essai"'})
    settings.keep(mailing, present.model_copy(update={"mail": named}))
    mail.send(12, notice)
    [address] = only_mail(tmp_path)["From"].addresses
    assert address.display_name == 'EFP (démonstration), "essai"'
    assert address.addr_spec == "no-reply@efp-connect.test"


def test_sending_again_after_a_crash_makes_no_second_file(
    mailing: Flask, notice: Message, tmp_path: Path
) -> None:
    mail.send(12, notice)
    mail.send(12, notice)
    [file] = tmp_path.iterdir()
    assert file.name == "12.eml"
    assert file.stat().st_mode & 0o077 == 0


@pytest.mark.parametrize(
    "to",
    [
        "",
        "nobody",
        "a@b.test\r\nBcc: evil@c.test",
        "a@b.test,evil@c.test",
        "a@b.test;evil@c.test",
        "a@b.test evil@c.test",
        "Ana <a@b.test>",
        '"a b"@c.test',
        "a@b@c.test",
        "a@b.test\x00",
    ],
)
def test_an_address_that_is_not_one_bare_address_is_never_used(
    mailing: Flask, notice: Message, tmp_path: Path, to: str
) -> None:
    with pytest.raises(PermanentFailure):
        mail.send(12, Message(template=notice.template, to=to, parameters=notice.parameters))
    assert list(tmp_path.iterdir()) == []


def test_a_subject_stays_on_one_line(
    mailing: Flask, notice: Message, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    subject = "{% block subject %}{{ name }}\r\nBcc: evil@c.test\n{% endblock %}"
    broken = DictLoader({"new_browser_sign_in.jinja": subject})
    ours = rendering._TEXT.loader
    assert ours is not None
    texts = rendering._TEXT.overlay(loader=ChoiceLoader([broken, ours]))
    monkeypatch.setattr(rendering, "_TEXT", texts)
    mail.send(12, notice)
    sent = only_mail(tmp_path)
    assert sent["Subject"].endswith(" Bcc: evil@c.test")
    assert sent["Bcc"] is None


def test_smtp_is_used_when_the_settings_say_so(
    mailing: Flask, notice: Message, monkeypatch: pytest.MonkeyPatch
) -> None:
    delivered: list[str] = []
    monkeypatch.setattr(smtp, "deliver", lambda envelope: delivered.extend(envelope.recipients))
    present = settings.current()
    by_smtp = present.mail.model_copy(update={"transport": "smtp"})
    settings.keep(mailing, present.model_copy(update={"mail": by_smtp}))
    mail.send(12, notice)
    assert delivered == ["ra@demo.test"]
