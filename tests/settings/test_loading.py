"""Settings: read from files and variables, refused all at once."""

import pytest

from idp import settings
from tests.fixtures.production import PRODUCTION


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
        "mail.host",
        "help.operator",
        "help",
    }


def test_every_fault_is_told_at_once() -> None:
    faults = faults_of(
        EFP_PUBLIC_URL="http://connect.example/",
        EFP_SECRET_KEY="short",
        EFP_SESSIONS_IDLE_MINUTES="none",
        EFP_CLOCK_OFFSET="tomorrow",
        EFP_CAPTCHA="off",
        EFP_NOSUCH="x",
    )
    assert [fault.split(":")[0] for fault in faults] == [
        "EFP_NOSUCH",
        "public_url",
        "secret_key",
        "clock_offset",
        "sessions.idle_minutes",
        "captcha",
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
        ({"EFP_SECRET_KEY_FALLBACKS": "demo-" + "s" * 32}, "secret_key_fallbacks"),
        ({"EFP_ENCRYPTION_KEY_FALLBACKS": "demo-" + "e" * 32}, "encryption_key_fallbacks"),
        ({"EFP_ENCRYPTION_KEY": "s" * 32}, "encryption_key"),
        ({"EFP_SECRET_KEY_FALLBACKS": "e" * 32}, "encryption_key"),
        ({"EFP_ENCRYPTION_KEY_FALLBACKS": "s" * 32}, "encryption_key"),
        ({"EFP_ENV": "staging"}, "EFP_ENV"),
    ],
)
def test_what_is_for_this_machine_alone_is_refused_elsewhere(
    changes: dict[str, str], named: str
) -> None:
    assert named in {fault.split(":")[0] for fault in faults_of(**changes)}


def test_people_have_a_page_or_a_number_for_help() -> None:
    assert faults_of(EFP_HELP_PHONE="") == [
        "help: url or phone is needed: people must have a way out"
    ]
    page = {"EFP_HELP_PHONE": "", "EFP_HELP_URL": "https://aide.example"}
    assert settings.load(PRODUCTION | page).help.phone == ""
    assert settings.load({"EFP_HELP_PHONE": ""}).env == "demo"


def test_the_captcha_of_the_state_needs_a_client() -> None:
    chosen = {"EFP_CAPTCHA": "captchetat", "EFP_CAPTCHETAT_CLIENT_ID": " "}
    named = {fault.split(":")[0] for fault in faults_of(**chosen)}
    assert named == {"captchetat.client_id", "captchetat.client_secret"}
    client = {"EFP_CAPTCHETAT_CLIENT_ID": "id", "EFP_CAPTCHETAT_CLIENT_SECRET": "secret"}
    assert settings.load(PRODUCTION | chosen | client).captcha_degraded == "refuse"


def test_the_demonstration_is_refused_off_this_machine() -> None:
    with pytest.raises(settings.WrongSettings) as caught:
        settings.load({"EFP_PUBLIC_URL": "https://connect.example"})
    named = {fault.split(":")[0] for fault in caught.value.faults}
    assert {"env", "secret_key", "encryption_key"} <= named


@pytest.mark.parametrize(
    ("variable", "text", "named"),
    [
        ("EFP_ENVIRONMENT", "production", "EFP_ENVIRONMENT"),
        ("EFP_ISSUER_URL", "https://connect.example", "EFP_ISSUER_URL"),
        ("EFP_MAIL_HOST", "", "mail.host"),
        ("EFP_CLOCK_OFFSET", "-999999d", "clock_offset"),
        ("EFP_SESSIONS_IDLE_MINUTES", "99999999999999", "sessions.idle_minutes"),
        ("EFP_SESSIONS_ABSOLUTE_HOURS", "99999999999999", "sessions.absolute_hours"),
        ("EFP_SESSIONS_KNOWN_BROWSER_DAYS", "99999999999999", "sessions.known_browser_days"),
        ("EFP_TOKENS_JWKS_MAX_AGE_SECONDS", "99999999999999", "tokens.jwks_max_age_seconds"),
        ("EFP_TOKENS_KEYS_RELOAD_SECONDS", "99999999999999", "tokens.keys_reload_seconds"),
        (
            "EFP_THROTTLING_ACCOUNT_WINDOW_SECONDS",
            "99999999999999",
            "throttling.account_window_seconds",
        ),
        ("EFP_HASHING_WAIT_SECONDS", "inf", "hashing.wait_seconds"),
        ("EFP_SECRET_KEY_FALLBACKS", "x", "secret_key_fallbacks.0"),
        ("EFP_ENCRYPTION_KEY_FALLBACKS", f"{'e' * 32},x", "encryption_key_fallbacks.1"),
    ],
)
def test_what_would_break_later_is_refused_at_start(variable: str, text: str, named: str) -> None:
    [fault] = faults_of(**{variable: text})
    assert fault.startswith(f"{named}:")


def test_retired_keys_are_separated_by_commas() -> None:
    old = "1" * 32, "2" * 32
    told = settings.load(PRODUCTION | {"EFP_SECRET_KEY_FALLBACKS": f"{old[0]}, {old[1]},"})
    assert told.secret_key_fallbacks == old
    assert settings.load(PRODUCTION | {"EFP_SECRET_KEY_FALLBACKS": ""}).secret_key_fallbacks == ()


def test_a_relative_file_is_the_same_for_every_process() -> None:
    told = settings.load({"EFP_DATABASE_URL": "sqlite:///var/x.sqlite"})
    assert told.database_url == f"sqlite:///{settings.ROOT}/var/x.sqlite"
    assert settings.load({"EFP_DATABASE_URL": "sqlite:////tmp/x"}).database_url.endswith(
        "////tmp/x"
    )


@pytest.mark.parametrize(
    "told",
    [
        {"EFP_TEXTS_FORMER_PORTAL": "Portail"},
        {"EFP_TEXTS_FORMER_PORTAL_REPLACED_ON": "2024-11-14"},
    ],
)
def test_a_former_portal_has_a_name_and_a_day(told: dict[str, str]) -> None:
    [fault] = faults_of(**told)
    assert fault.startswith("texts: ")
    assert "former_portal and former_portal_replaced_on go together" in fault
