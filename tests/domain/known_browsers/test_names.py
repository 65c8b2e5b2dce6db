"""The names by which the owner of a browser recognises it."""

import pytest

from idp.domain.known_browsers.names import name_browser

WEBKIT = "AppleWebKit/537.36 (KHTML, like Gecko)"


@pytest.mark.parametrize(
    ("user_agent", "names"),
    [
        (
            "Mozilla/5.0 (Windows NT 10.0; rv:130.0) Gecko/20100101 Firefox/130.0",
            ("Firefox", "Windows"),
        ),
        (
            f"Mozilla/5.0 (Windows NT 10.0) {WEBKIT} Chrome/130.0 Safari/537.36 Edg/130.0",
            ("Edge", "Windows"),
        ),
        (
            f"Mozilla/5.0 (X11; Linux x86_64) {WEBKIT} Chrome/130.0 Safari/537.36",
            ("Chrome", "Linux"),
        ),
        (
            f"Mozilla/5.0 (Linux; Android 14) {WEBKIT} Chrome/130.0 Mobile Safari/537.36",
            ("Chrome", "Android"),
        ),
        (
            f"Mozilla/5.0 (Macintosh; Intel Mac OS X 14_0) {WEBKIT} Version/17.0 Safari/605.1",
            ("Safari", "macOS"),
        ),
        (
            f"Mozilla/5.0 (iPhone; CPU like Mac OS X) {WEBKIT} Version/17.0 Mobile/1 Safari/604.1",
            ("Safari", "iPhone"),
        ),
        ("Opera/9.80", ("Opera", "")),
        ("curl/8.0 (Windows)", ("", "Windows")),
        ("", ("", "")),
        ("<script>" * 5000, ("", "")),
    ],
)
def test_a_family_and_its_system(user_agent: str, names: tuple[str, str]) -> None:
    assert name_browser(user_agent) == names
