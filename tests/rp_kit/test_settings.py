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


SHORT = "at least 32 characters"
WRONG = {
    "an environment that is none": ({"EFP_ENV": "7"}, "Input should be "),
    "a brand that is none": ({"EFP_BRAND": "7"}, "Input should be "),
    "too many proxies": ({"EFP_TRUSTED_PROXIES": "7"}, "Input should be "),
    "a short client secret": ({"SOFFI_CLIENT_SECRET": "short"}, SHORT),
    "a short key": ({"SOFFI_SECRET_KEY": "short"}, SHORT),
    "one secret for two uses": ({"SOFFI_SECRET_KEY": RIGHT["SOFFI_CLIENT_SECRET"]}, "differ"),
    "a short retired key": ({"SOFFI_SECRET_KEY_FALLBACKS": "x"}, SHORT),
    "a retired key of the demonstration": (
        {"SOFFI_SECRET_KEY_FALLBACKS": f"{'1' * 40},demo-{'2' * 40}"},
        "demonstration secret",
    ),
    "a service that is its own provider": ({"EFP_ISSUER": RIGHT["SOFFI_PUBLIC_URL"]}, "differ"),
    "a clock moved on another machine": ({"EFP_CLOCK_OFFSET": "+2h"}, "loopback"),
    "a clock moved too far": ({"EFP_CLOCK_OFFSET": "-999999d", **LOCAL}, "a century at most"),
}


@pytest.mark.parametrize(("changes", "words"), WRONG.values(), ids=WRONG)
def test_what_is_wrong_is_told_by_its_name(changes: dict[str, str], words: str) -> None:
    [fault] = faults(**changes)
    assert fault.startswith(f"{next(iter(changes))}: ")
    assert words in fault


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


def test_demo_secrets_are_for_this_machine_only() -> None:
    assert len(faults(**DEMO)) == 2
    assert load("soffi", RIGHT | DEMO | LOCAL).client_id == "soffi"
