"""Settings: read from files and variables, refused all at once."""

import pytest

from idp import settings

PRODUCTION = {
    "EFP_ENV": "production",
    "EFP_PUBLIC_URL": "https://connect.example",
    "EFP_DATABASE_URL": "postgresql://db.example/efp",
    "EFP_SECRET_KEY": "s" * 32,
    "EFP_ENCRYPTION_KEY": "e" * 32,
    "EFP_MAIL_SENDER": "no-reply@connect.example",
    "EFP_MAIL_HOST": "smtp.example",
    "EFP_HELP_OPERATOR": "le ministère",
}


def faults_of(**changes: str) -> list[str]:
    with pytest.raises(settings.WrongSettings) as caught:
        settings.load(PRODUCTION | changes)
    return caught.value.faults


def test_the_demonstration_needs_no_variable() -> None:
    told = settings.load({})
    assert told.env == "demo"
    assert told.is_loopback


def test_production_starts_when_all_is_told() -> None:
    told = settings.load(PRODUCTION)
    assert told.database_url == "postgresql+psycopg://db.example/efp"
    assert told.mail.tls == "starttls"


def test_production_says_everything_that_is_missing() -> None:
    with pytest.raises(settings.WrongSettings) as caught:
        settings.load({"EFP_ENV": "production"})
    named = {fault.split(":")[0] for fault in caught.value.faults}
    assert named == {
        "public_url",
        "database_url",
        "secret_key",
        "encryption_key",
        "mail.sender",
        "help.operator",
    }


def test_every_fault_is_told_at_once() -> None:
    faults = faults_of(
        EFP_PUBLIC_URL="http://connect.example/",
        EFP_SECRET_KEY="short",
        EFP_SESSIONS_IDLE_MINUTES="none",
        EFP_CLOCK_OFFSET="tomorrow",
        EFP_NOSUCH="x",
    )
    assert [fault.split(":")[0] for fault in faults] == [
        "EFP_NOSUCH",
        "public_url",
        "secret_key",
        "clock_offset",
        "sessions.idle_minutes",
    ]


@pytest.mark.parametrize(
    ("changes", "named"),
    [
        ({"EFP_PUBLIC_URL": "http://connect.example"}, "public_url"),
        ({"EFP_CAPTCHA": "off"}, "captcha"),
        ({"EFP_CLOCK_OFFSET": "+1d"}, "clock_offset"),
        ({"EFP_MAIL_TRANSPORT": "folder"}, "mail.transport"),
        ({"EFP_SECRET_KEY": "demo-" + "s" * 32}, "secret_key"),
        ({"EFP_ENCRYPTION_KEY": "demo-" + "e" * 32}, "encryption_key"),
        ({"EFP_ENCRYPTION_KEY": "s" * 32}, "encryption_key"),
        ({"EFP_ENV": "staging"}, "EFP_ENV"),
    ],
)
def test_what_is_for_this_machine_alone_is_refused_elsewhere(
    changes: dict[str, str], named: str
) -> None:
    assert named in {fault.split(":")[0] for fault in faults_of(**changes)}


def test_the_demonstration_is_refused_off_this_machine() -> None:
    with pytest.raises(settings.WrongSettings) as caught:
        settings.load({"EFP_PUBLIC_URL": "https://connect.example"})
    named = {fault.split(":")[0] for fault in caught.value.faults}
    assert {"env", "secret_key", "encryption_key"} <= named


@pytest.mark.parametrize(
    "url",
    [
        "localhost:5000",
        "ftp://connect.example",
        "https://connect.example/",
        "https://connect.example/path",
        "https://user@connect.example",
        "https://",
        "",
    ],
)
def test_the_public_address_is_an_origin(url: str) -> None:
    assert "public_url" in {fault.split(":")[0] for fault in faults_of(EFP_PUBLIC_URL=url)}


def test_a_relative_file_is_the_same_for_every_process() -> None:
    told = settings.load({"EFP_DATABASE_URL": "sqlite:///var/x.sqlite"})
    assert told.database_url == f"sqlite:///{settings.ROOT}/var/x.sqlite"
    assert settings.load({"EFP_DATABASE_URL": "sqlite:////tmp/x"}).database_url.endswith(
        "////tmp/x"
    )
