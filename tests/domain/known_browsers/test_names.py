"""A browser in words that its owner recognises."""

import pytest

from idp.domain.known_browsers.names import UNKNOWN, name_browser

WEBKIT = "AppleWebKit/537.36 (KHTML, like Gecko)"


@pytest.mark.parametrize(
    ("user_agent", "name"),
    [
        (
            "Mozilla/5.0 (Windows NT 10.0; rv:130.0) Gecko/20100101 Firefox/130.0",
            "Firefox sur Windows",
        ),
        (
            f"Mozilla/5.0 (Windows NT 10.0) {WEBKIT} Chrome/130.0 Safari/537.36 Edg/130.0",
            "Edge sur Windows",
        ),
        (
            f"Mozilla/5.0 (X11; Linux x86_64) {WEBKIT} Chrome/130.0 Safari/537.36",
            "Chrome sur Linux",
        ),
        (
            f"Mozilla/5.0 (Linux; Android 14) {WEBKIT} Chrome/130.0 Mobile Safari/537.36",
            "Chrome sur Android",
        ),
        (
            f"Mozilla/5.0 (Macintosh; Intel Mac OS X 14_0) {WEBKIT} Version/17.0 Safari/605.1",
            "Safari sur macOS",
        ),
        (
            f"Mozilla/5.0 (iPhone; CPU like Mac OS X) {WEBKIT} Version/17.0 Mobile/1 Safari/604.1",
            "Safari sur iPhone",
        ),
        ("Opera/9.80", "Opera"),
        ("curl/8.0", UNKNOWN),
        ("", UNKNOWN),
        ("<script>" * 5000, UNKNOWN),
    ],
)
def test_a_family_and_its_system(user_agent: str, name: str) -> None:
    assert name_browser(user_agent) == name
