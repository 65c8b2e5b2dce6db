"""Origins: the only form in which a service and its provider are named."""

import pytest

from rp_kit.ground.hosts import is_origin


@pytest.mark.parametrize(
    ("url", "fits"),
    [
        ("https://soffi.example", True),
        ("https://soffi.example:8443", True),
        ("http://localhost:5001", True),
        ("http://[::1]:5001", True),
        ("http://soffi.example", False),
        ("https://soffi.example/", False),
        ("https://[::1%25;x]", False),
        ("https://[::1%;x]", False),
        ("https://soffi.example/path", False),
        ("https://user@soffi.example", False),
        ("https://soffi.example?x=1", False),
        ("http://localhost@evil.example", False),
        ("http://localhost.evil.example", False),
        ("https://soffi.example:port", False),
        ("https://soffi.example:99999", False),
        ("https://soffi.example:443", False),
        ("https://Soffi.example", False),
        ("https://soffi..example", False),
        ("https://-", False),
        ("https://192.0.2.300", False),
        ("http://LOCALHOST:5121", False),
        ("https://[::1", False),
        ("javascript:alert(1)", False),
        ("soffi.example", False),
        ("", False),
    ],
)
def test_origins(url: str, fits: bool) -> None:
    assert is_origin(url) is fits
