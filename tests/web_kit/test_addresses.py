"""Attack row WB-07, and reading origins."""

import pytest

from web_kit.addresses import is_loopback, origin_of, safe_return_path


@pytest.mark.parametrize(
    "value",
    [
        None, "", "//evil", "/\\evil", "\\/evil", "https:evil", "https://evil", "\t//evil",
        "/\t/evil", "/%2f%2fevil", "/%5Cevil", "https://idp.test.evil", "/ok/../..//evil",
        "/ok/..", "/./x", "/%2e%2e/x", "javascript:alert(1)", "evil", "/a\r\nSet-Cookie: b=c",
        "/a\u202eb", "/a%0d%0ab", "///evil", "/" + "a" * 2048,
    ],
)  # fmt: skip
def test_an_address_that_may_lead_elsewhere_is_replaced(value: str | None) -> None:
    assert safe_return_path(value, "/accueil") == "/accueil"


@pytest.mark.parametrize(
    "value", ["/", "/accueil", "/a/b?x=//y&z=%2F..", "/é?q=a b", "/a#b", "/a.b/..c"]
)
def test_a_local_path_is_kept(value: str) -> None:
    assert safe_return_path(value, "/ailleurs") == value


@pytest.mark.parametrize(
    ("url", "origin"),
    [
        ("https://Idp.Test/a?b", "https://idp.test"),
        ("https://idp.test:443", "https://idp.test"),
        ("http://localhost:5000/", "http://localhost:5000"),
        ("http://[::1]:5000/x", "http://[::1]:5000"),
    ],
)
def test_origin(url: str, origin: str) -> None:
    assert origin_of(url) == origin


@pytest.mark.parametrize("url", ["", "/a", "javascript:alert(1)", "https://", "ftp://a", "//a"])
def test_no_origin(url: str) -> None:
    with pytest.raises(ValueError, match="absolute"):
        origin_of(url)


@pytest.mark.parametrize(
    ("url", "answer"),
    [
        ("http://localhost:5000", True),
        ("http://127.0.0.9", True),
        ("http://[::1]:1", True),
        ("http://localhost.evil.test", False),
        ("https://idp.test", False),
        ("http://[::1", False),
        ("", False),
    ],
)
def test_loopback(url: str, answer: bool) -> None:
    assert is_loopback(url) is answer
