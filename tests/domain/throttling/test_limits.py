"""Whom a limit counts together."""

import pytest
from flask import Flask

from idp.domain.throttling.limits import (
    account_limit,
    address_limit,
    client_limit,
    known_browser_limit,
)


@pytest.fixture(autouse=True)
def _domain(domain: Flask) -> None:
    """Limits come from the settings."""


def test_an_ipv6_subscriber_is_one_address() -> None:
    assert address_limit("2001:db8:1:2::3") == address_limit("2001:db8:1:2:ffff::9")
    assert address_limit("2001:db8:1:2::3") != address_limit("2001:db8:1:3::3")


def test_an_ipv4_address_is_the_same_inside_ipv6() -> None:
    assert address_limit("::ffff:192.0.2.1") == address_limit("192.0.2.1")
    assert address_limit("192.0.2.1") != address_limit("192.0.2.2")


@pytest.mark.parametrize("address", [None, "", "a", "127.0.0.1, x", "::1%eth0", "9" * 10_000])
def test_a_strange_address_is_counted_like_any_other(address: str | None) -> None:
    assert len(address_limit(address).key) == 64


def test_no_key_shows_whom_it_counts() -> None:
    made = [
        account_limit("ra@demo.test", "192.0.2.1"),
        known_browser_limit("ra@demo.test", "token"),
        client_limit("ra@demo.test"),
    ]
    assert len({limit.key for limit in made}) == len(made)
    assert not any("ra" in limit.key for limit in made)
