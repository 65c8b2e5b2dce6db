"""What an application says about itself."""

import pytest

from web_kit import Manners


def manners(public_url: str, secret_key: str = "k") -> Manners:
    return Manners(public_url=public_url, cookie_name="c", secret_key=secret_key, site_name="Essai")


@pytest.mark.parametrize("url", ["http://a.test/", "https://a.test/x", "a.test", "https://A.test"])
def test_the_public_address_is_an_origin(url: str) -> None:
    with pytest.raises(ValueError, match=r"origin|absolute"):
        manners(url)


def test_a_key_is_needed_and_is_not_shown() -> None:
    with pytest.raises(ValueError, match="secret_key"):
        manners("https://a.test", secret_key="")
    assert "hush" not in repr(manners("https://a.test", secret_key="hush"))


def test_hosts_and_origins() -> None:
    public = manners("https://a.test")
    assert public.hosts == {"a.test", "a.test:443"}
    assert public.origins == {"https://a.test"}
    local = manners("http://localhost:5000")
    assert local.hosts == {"localhost:5000", "127.0.0.1:5000", "[::1]:5000"}
    assert "http://[::1]:5000" in local.origins
