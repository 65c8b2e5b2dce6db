"""EFP Admin stands in the same installation as the provider, and looks like it."""

from admin.settings import load_settings, manners
from tests.fixtures.addresses import Addresses
from tests.fixtures.domain import load_settings as load_provider_settings


def test_it_says_of_the_installation_what_the_provider_says(addresses: Addresses) -> None:
    provider = load_provider_settings("sqlite:///nowhere.sqlite").model_copy(
        update={"env": "production", "brand": "state", "trusted_proxies": 2}
    )
    described = manners(load_settings(addresses.environment), provider)
    assert (described.brand, described.is_demonstration, described.trusted_proxies) == (
        "state",
        False,
        2,
    )
