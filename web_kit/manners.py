"""What an application says about itself to get our look and manners."""

from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal
from urllib.parse import urlsplit

from web_kit.addresses import DEFAULT_PORTS, is_loopback, origin_of


@dataclass(frozen=True, kw_only=True)
class Manners:
    """Settings of one application. Raises ValueError if `public_url` is not an origin."""

    public_url: str
    cookie_name: str
    secret_key: str = field(repr=False)
    site_name: str
    site_tagline: str = ""
    theme: str = "efp"
    brand: Literal["neutral", "state"] = "neutral"
    is_demonstration: bool = True
    trusted_proxies: int = 0
    secret_key_fallbacks: tuple[str, ...] = field(default=(), repr=False)

    def __post_init__(self) -> None:
        if origin_of(self.public_url) != self.public_url:
            raise ValueError(f"public_url must be an origin, without a path: {self.public_url!r}")
        if not self.secret_key:
            raise ValueError("secret_key must not be empty")

    @cached_property
    def is_https(self) -> bool:
        """Whether people reach the site over TLS, whatever a proxy speaks to us."""
        return self.public_url.startswith("https://")

    @cached_property
    def hosts(self) -> frozenset[str]:
        """Values of the Host header under which the site is known."""
        parts = urlsplit(self.public_url)
        port = parts.port or DEFAULT_PORTS[parts.scheme]
        names = {self.public_url.split("://")[1].removesuffix(f":{port}")}
        if is_loopback(self.public_url):
            names |= {"localhost", "127.0.0.1", "[::1]"}
        hosts = {f"{name}:{port}" for name in names}
        return frozenset(hosts | names if port == DEFAULT_PORTS[parts.scheme] else hosts)

    @cached_property
    def origins(self) -> frozenset[str]:
        """Origins of the pages that may send forms to the site: its own."""
        scheme = urlsplit(self.public_url).scheme
        return frozenset(origin_of(f"{scheme}://{host}") for host in self.hosts)
