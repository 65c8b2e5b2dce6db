"""Wrong settings are told all at once, before anything starts."""

import pytest

from rp_kit.settings import WrongSettings, is_origin, load

RIGHT = {
    "SOFFI_CLIENT_ID": "soffi",
    "SOFFI_CLIENT_SECRET": "c" * 43,
    "SOFFI_PUBLIC_URL": "https://soffi.example",
    "SOFFI_SECRET_KEY": "k" * 43,
    "EFP_ISSUER": "https://connect.example",
}
DEMO = {
    "SOFFI_CLIENT_SECRET": "demo-" + "c" * 43,
    "SOFFI_SECRET_KEY": "demo-" + "k" * 43,
}
LOCAL = {"SOFFI_PUBLIC_URL": "http://localhost:5001", "EFP_ISSUER": "http://localhost:5000"}


def faults(**changes: str) -> list[str]:
    with pytest.raises(WrongSettings) as refusal:
        load("soffi", RIGHT | changes)
    return refusal.value.faults


def test_right_settings() -> None:
    settings = load("soffi", RIGHT)
    assert settings.redirect_uri == "https://soffi.example/connexion/retour"
    assert settings.post_logout_redirect_uri == "https://soffi.example/deconnexion"
    assert settings.session_database_url == "sqlite:///var/soffi.sqlite"


def test_every_fault_is_told_at_once() -> None:
    with pytest.raises(WrongSettings) as refusal:
        load("soffi", {"EFP_CLOCK_OFFSET": "soon"})
    told = "\n".join(refusal.value.faults)
    for name in (*RIGHT, "EFP_CLOCK_OFFSET"):
        assert name in told


def test_demo_secrets_are_for_this_machine_only() -> None:
    assert len(faults(**DEMO)) == 2
    assert load("soffi", RIGHT | DEMO | LOCAL).client_id == "soffi"


def test_the_clock_moves_on_this_machine_only() -> None:
    assert "EFP_CLOCK_OFFSET" in faults(EFP_CLOCK_OFFSET="+2h")[0]


@pytest.mark.parametrize("name", ["SOFFI_CLIENT_SECRET", "SOFFI_SECRET_KEY"])
def test_short_secrets_are_refused(name: str) -> None:
    assert name in faults(**{name: "short"})[0]


def test_one_secret_for_two_uses_is_refused() -> None:
    assert "differ" in faults(SOFFI_SECRET_KEY=RIGHT["SOFFI_CLIENT_SECRET"])[0]


@pytest.mark.parametrize(
    ("url", "fits"),
    [
        ("https://soffi.example", True),
        ("https://soffi.example:8443", True),
        ("http://localhost:5001", True),
        ("http://[::1]:5001", True),
        ("http://soffi.example", False),
        ("https://soffi.example/", False),
        ("https://soffi.example/path", False),
        ("https://user@soffi.example", False),
        ("https://soffi.example?x=1", False),
        ("http://localhost@evil.example", False),
        ("http://localhost.evil.example", False),
        ("https://soffi.example:port", False),
        ("javascript:alert(1)", False),
        ("soffi.example", False),
        ("", False),
    ],
)
def test_origins(url: str, fits: bool) -> None:
    assert is_origin(url) is fits
