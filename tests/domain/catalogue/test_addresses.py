"""Which addresses may be registered: rows RU-03, RU-05."""

import pytest
from flask import Flask

from idp import settings
from idp.domain.catalogue.addresses import check_address
from idp.domain.catalogue.errors import AddressIsIpv6, AddressRefused
from tests.fixtures.domain import load_settings, opened_domain
from tests.fixtures.production import PRODUCTION

BAD = [
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    "data:text/html,x",
    "http://soffi.example/cb",
    "https://soffi.example/cb#f",
    "https://a@soffi.example/cb",
    "https://soffi.example:443@evil.example/cb",
    "//soffi.example/cb",
    "https:///cb",
    "https://soffi.example\\@evil.example",
    "https://soffi.example/c b",
    "https://soffi.example/\n",
    "https://sóffi.example/",
    "https://[soffi/",
    "https://soffi.example:x/",
    "",
    "https://soffi.example/" + "a" * 2048,
]


@pytest.mark.parametrize("url", BAD)
def test_a_bad_address_is_refused(domain: Flask, url: str) -> None:
    with pytest.raises(AddressRefused):
        check_address(url)


@pytest.mark.parametrize(
    "url", ["https://[2001:db8::1]/cb", "https://[::1]:7001/", "http://[::1]/"]
)
def test_an_ipv6_host_is_refused(domain: Flask, url: str) -> None:
    with pytest.raises(AddressIsIpv6):
        check_address(url)


def test_http_is_for_loopback_addresses_of_a_provider_on_loopback(database_url: str) -> None:
    with opened_domain(load_settings(database_url)):
        assert check_address("http://127.0.0.1:7001/cb") == "http://127.0.0.1:7001/cb"
    public = settings.load(PRODUCTION | {"EFP_DATABASE_URL": database_url})
    with opened_domain(public), pytest.raises(AddressRefused):
        check_address("http://127.0.0.1:7001/cb")
