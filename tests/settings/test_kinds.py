"""What would fail later, or mislead people, is refused at start; what is usual passes."""

import pytest

from idp import settings
from idp.ground import hosts
from tests.fixtures.production import PRODUCTION

WRONG = {
    "EFP_PUBLIC_URL": [
        "localhost:5000",
        "ftp://connect.example",
        "https://connect.example/",
        "https://connect.example/path",
        "https://user@connect.example",
        "https://connect.example:443",
        "https://connect.example:port",
        "https://connect.example:99999",
        "https://connect.example:0",
        "https://[::1",
        "https://Connect.example",
        "http://LOCALHOST:5121",
        "https://connect exemple",
        "https://",
        "",
    ],
    "EFP_DATABASE_URL": [
        "garbage",
        "mysql://db.example/efp",
        "sqlite:///",
        "sqlite:///:memory:",
        "sqlite:///var/",
        "sqlite://host/efp",
        "postgresql://db.example",
        "postgresql://db.example:99999/efp",
        "postgresql://db.example:port/efp",
        "postgresql://db exemple/efp",
        "postgresql://db.example/e\nfp",
    ],
    "EFP_SECRET_KEY": [" " * 32, f"{'s' * 32}\n"],
    "EFP_MAIL_SENDER": [
        "",
        "nobody",
        "EFP <no-reply@connect.example>",
        "a@connect.example,b@connect.example",
        "a@connect.example\r\nBcc: b@connect.example",
        "a@-",
    ],
    "EFP_MAIL_SENDER_NAME": ["EFP\r\nBcc: b@connect.example", "E" * 201],
    "EFP_MAIL_HOST": ["smtp.example:25", "smtp://smtp.example", "smtp exemple", "-", "10.0.0.300"],
    "EFP_MAIL_PORT": ["0", "99999", "smtp"],
    "EFP_MAIL_FOLDER": [""],
    "EFP_HELP_URL": [
        "javascript:alert(1)",
        "aide.example",
        "/aide",
        "mailto:aide@connect.example",
        "https://",
        "https://aide.example:99999",
        "https://aide.example@evil.example",
        "https://aide.example\n.evil.example",
    ],
    "EFP_HELP_PHONE": ["assistance", "tel:0123456789", "1"],
    "EFP_HELP_OPERATOR": ["", "  ", "le ministère\x00"],
    "EFP_HELP_HOURS": ["de 9 h\nà 17 h"],
    "EFP_CAPTCHETAT_URL": [
        "",
        "http://api.piste.test",
        "https://api.piste.test:99999",
        "https://api.piste.test/",
        "https://api.piste.test?x=1",
        "https:///captchetat",
    ],
    "EFP_CAPTCHETAT_TOKEN_URL": ["https://me:it@piste.test", "https://piste.test:0/token"],
}
RIGHT = [
    ("EFP_DATABASE_URL", "postgres://efp:p%40ss@[::1]:5432/efp?sslmode=require"),
    ("EFP_DATABASE_URL", "postgresql:///efp?host=/run/postgresql"),
    ("EFP_MAIL_HOST", "SMTP_relay.example"),
    ("EFP_MAIL_HOST", "::1"),
    ("EFP_HELP_URL", "https://aide.example/contact?service=efp#formulaire"),
    ("EFP_HELP_PHONE", "3939"),
    ("EFP_HELP_PHONE", "+33 (0)1 99 00 00 00"),
    ("EFP_HELP_PHONE", "01\u00a099\u00a000\u00a000\u00a000"),
    ("EFP_HELP_HOURS", "de 9\u00a0h à 17\u00a0h"),
    ("EFP_CAPTCHETAT_URL", "http://localhost:8080/captchetat"),
]


@pytest.mark.parametrize(
    ("variable", "text"), [(name, text) for name, texts in WRONG.items() for text in texts]
)
def test_nonsense_is_refused_under_its_name(variable: str, text: str) -> None:
    with pytest.raises(settings.WrongSettings) as refusal:
        settings.load({**PRODUCTION, variable: text})
    [fault] = refusal.value.faults
    assert fault.partition(":")[0].replace(".", "_") == variable.removeprefix("EFP_").lower()


@pytest.mark.parametrize(("variable", "text"), RIGHT)
def test_what_is_usual_passes(variable: str, text: str) -> None:
    assert settings.load({**PRODUCTION, variable: text}).env == "production"


@pytest.mark.parametrize("name", ["USERNAME", "PASSWORD"])
def test_the_mail_server_is_told_a_name_with_a_password(name: str) -> None:
    with pytest.raises(settings.WrongSettings, match="go together"):
        settings.load({**PRODUCTION, f"EFP_MAIL_{name}": "efp"})


def test_a_password_in_the_address_of_the_database_stays_whole() -> None:
    told = settings.load({**PRODUCTION, "EFP_DATABASE_URL": "postgres://efp:p%40ss@db.example/efp"})
    assert told.database_url == "postgresql+psycopg://efp:p%40ss@db.example/efp"


@pytest.mark.parametrize(
    ("text", "fits"),
    [
        ("connect.example", True),
        ("localhost", True),
        ("my_service", True),
        ("192.0.2.1", True),
        ("2001:db8::1", True),
        ("", False),
        (".", False),
        ("a..b", False),
        ("-a.example", False),
        ("a.example.", False),
        ("192.0.2.300", False),
        ("fe80::1%eth0;x", False),
        ("Connect.example", False),
        ("é.example", False),
        (f"{'a' * 250}.example", False),
    ],
)
def test_hosts(text: str, fits: bool) -> None:
    assert hosts.is_host(text) is fits
