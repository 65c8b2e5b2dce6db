"""Wrong settings are told all at once, before anything starts."""

import pytest

import rp_edof.settings
import rp_soffi.settings
from rp_kit.settings import WrongSettings, load

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


def test_secrets_are_not_shown() -> None:
    shown = repr(load("soffi", RIGHT | {"SOFFI_SECRET_KEY_FALLBACKS": "o" * 43}))
    assert RIGHT["SOFFI_CLIENT_ID"] in shown
    assert not [secret for secret in ("c" * 43, "k" * 43, "o" * 43) if secret in shown]


def test_a_service_stands_where_the_provider_does() -> None:
    told = {"EFP_ENV": "production", "EFP_BRAND": "state", "EFP_TRUSTED_PROXIES": "2"}
    settings = load("soffi", RIGHT | told)
    for manners in (rp_soffi.settings.manners(settings), rp_edof.settings.manners(settings)):
        assert (manners.brand, manners.is_demonstration, manners.trusted_proxies) == (
            "state",
            False,
            2,
        )


def test_without_a_word_it_is_a_demonstration() -> None:
    settings = load("soffi", RIGHT)
    assert (settings.brand, settings.is_demonstration, settings.trusted_proxies) == (
        "neutral",
        True,
        0,
    )


@pytest.mark.parametrize("variable", ["EFP_ENV", "EFP_BRAND", "EFP_TRUSTED_PROXIES"])
def test_an_unknown_word_for_it_is_refused(variable: str) -> None:
    [fault] = faults(**{variable: "7"})
    assert fault.startswith(f"{variable}: Input should be ")


def test_every_fault_is_told_at_once() -> None:
    with pytest.raises(WrongSettings) as refusal:
        load("soffi", {"EFP_CLOCK_OFFSET": "soon"})
    told = [fault.partition(":")[0] for fault in refusal.value.faults]
    assert sorted(told) == sorted([*RIGHT, "EFP_CLOCK_OFFSET"])


def test_what_is_wrong_together_is_told_with_the_rest() -> None:
    told = faults(**DEMO, EFP_CLOCK_OFFSET="+2h", EFP_ISSUER=RIGHT["SOFFI_PUBLIC_URL"])
    assert len(told) == 4


def test_a_fault_does_not_tell_the_secret() -> None:
    with pytest.raises(WrongSettings) as refusal:
        load("soffi", RIGHT | {"SOFFI_SECRET_KEY": "only-a-few"})
    assert "only-a-few" not in f"{refusal.value} {refusal.value.__cause__}"


@pytest.mark.parametrize(
    ("retired", "words"),
    [("x", "32 characters"), (f"{'1' * 40},demo-{'2' * 40}", "demonstration secret")],
)
def test_retired_keys_are_held_to_the_same(retired: str, words: str) -> None:
    [fault] = faults(SOFFI_SECRET_KEY_FALLBACKS=retired)
    assert fault.startswith("SOFFI_SECRET_KEY_FALLBACKS: ")
    assert words in fault


def test_retired_keys_are_separated_by_commas() -> None:
    old = "1" * 32, "2" * 32
    told = load("soffi", RIGHT | {"SOFFI_SECRET_KEY_FALLBACKS": f"{old[0]}, {old[1]},"})
    assert told.secret_key_fallbacks == old


@pytest.mark.parametrize(
    "url",
    [
        "garbage",
        "nosuch://db.example/soffi",
        "postgresql+nosuch://db.example/soffi",
        "postgresql+psycopg://db.example",
        "postgresql+psycopg://db.example:99999/soffi",
        "postgresql+psycopg://db.example:port/soffi",
        "sqlite://host/soffi",
        "sqlite://",
    ],
)
def test_an_address_of_no_database_is_refused(url: str) -> None:
    [fault] = faults(SOFFI_SESSION_DATABASE_URL=url)
    assert fault.startswith("SOFFI_SESSION_DATABASE_URL: ")


def test_a_service_is_not_its_own_provider() -> None:
    [fault] = faults(EFP_ISSUER=RIGHT["SOFFI_PUBLIC_URL"])
    assert fault.startswith("EFP_ISSUER: ")
    assert "differ" in fault


def test_the_clock_moves_a_century_at_most() -> None:
    [fault] = faults(EFP_CLOCK_OFFSET="-999999d", **LOCAL)
    assert fault.startswith("EFP_CLOCK_OFFSET")


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
