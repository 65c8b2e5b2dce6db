"""Attack rows LG-05 and LG-10: forged forwarding headers."""

import pytest

from tests.web_kit.conftest import AppFactory


@pytest.mark.parametrize(
    ("proxies", "forwarded", "address"),
    [
        (0, None, "192.0.2.1"),
        (0, "198.51.100.7", "192.0.2.1"),
        (1, None, "192.0.2.1"),
        (1, "198.51.100.7", "198.51.100.7"),
        (1, "127.0.0.1, 198.51.100.7", "198.51.100.7"),
        (2, "127.0.0.1, 198.51.100.7, 203.0.113.4", "198.51.100.7"),
        (2, "198.51.100.7", "192.0.2.1"),
        (1, "::ffff:198.51.100.7", "198.51.100.7"),
        (1, "2001:DB8::0:1", "2001:db8::1"),
        (1, "a", "192.0.2.1"),
        (1, "::1%eth0", "192.0.2.1"),
        (1, "127.0.0.1, x", "192.0.2.1"),
        (1, "1" * 10_000, "192.0.2.1"),
        (1, ",", "192.0.2.1"),
    ],
)
def test_only_our_own_proxies_are_believed(
    make_app: AppFactory, proxies: int, forwarded: str | None, address: str
) -> None:
    client = make_app(trusted_proxies=proxies).test_client()
    headers = {"X-Real-IP": "9.9.9.9", "Forwarded": "for=9.9.9.9"}
    if forwarded is not None:
        headers["X-Forwarded-For"] = forwarded
    answer = client.post(
        "/machine", headers=headers, environ_overrides={"REMOTE_ADDR": "192.0.2.1"}
    )
    assert answer.json == {"address": address}


@pytest.mark.parametrize("peer", ["", "unix:", "a" * 300])
def test_a_peer_without_address_is_unknown(make_app: AppFactory, peer: str) -> None:
    answer = make_app().test_client().post("/machine", environ_overrides={"REMOTE_ADDR": peer})
    assert answer.json == {"address": "0.0.0.0"}
