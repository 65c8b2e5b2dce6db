"""The stylesheet that `make assets` builds: complete, self-contained, and not the State's."""

import re
from pathlib import Path

import pytest

import web_kit

STATIC = Path(web_kit.__file__).parent / "static"
MAX_BYTES = 250_000


@pytest.fixture(scope="module")
def css() -> str:
    return (STATIC / "dist/efp.css").read_text("utf-8")


@pytest.mark.parametrize("mark", ["Marianne", "Spectral", "@font-face", "fr-logo", "000091"])
def test_nothing_of_the_identity_of_the_state_is_left(css: str, mark: str) -> None:
    assert mark not in css


def test_it_asks_nothing_of_anybody(css: str) -> None:
    assert "@import" not in css
    addresses = re.findall(r"url\(\s*[\"']?([^\"')]{0,20})", css)
    assert [address for address in addresses if not address.startswith("data:")] == []


def test_it_follows_the_scheme_of_the_system_without_script(css: str) -> None:
    assert "data-fr-theme" not in css
    assert css.count("@media screen and (prefers-color-scheme: dark)") > 1


@pytest.mark.parametrize(
    "rule", [".fr-btn{", ".fr-alert--error", ".efp-header{", ".theme-soffi{", "@media print"]
)
def test_it_has_what_pages_use(css: str, rule: str) -> None:
    assert rule in css


def test_it_stays_light(css: str) -> None:
    assert len(css.encode()) < MAX_BYTES


def test_every_property_that_our_own_sheets_use_is_defined(css: str) -> None:
    own = "".join(path.read_text("utf-8") for path in STATIC.glob("css/*.css"))
    used = set(re.findall(r"var\((--[\w-]+)\)", own))
    assert used - set(re.findall(r"(--[\w-]+):", css)) == set()
