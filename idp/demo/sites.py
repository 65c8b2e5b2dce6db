"""The sites of the demonstration. A service joins it by a row of this table."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoSite:
    """A site on this machine. The names of its variables begin with `prefix`."""

    key: str
    label: str
    about: str
    prefix: str
    port: int
    port_variable: str

    def port_in(self, environ: Mapping[str, str]) -> int:
        """Where it listens."""
        return int(environ.get(self.port_variable) or self.port)

    def origin_in(self, environ: Mapping[str, str]) -> str:
        """Where a browser finds it: told, or else on its port of this machine."""
        told = environ.get(f"{self.prefix}_PUBLIC_URL")
        return told or f"http://localhost:{self.port_in(environ)}"


@dataclass(frozen=True, slots=True, kw_only=True)
class RelyingParty(DemoSite):
    """A site that people enter by the provider; `package` has its `app`, `settings`, `wsgi`.

    `service` is the key of the digital service that it is, `scopes` are all unless named.
    """

    package: str
    service: str | None = None
    scopes: tuple[str, ...] | None = None

    def variables_in(self, environ: Mapping[str, str]) -> dict[str, str]:
        """What it is told of itself. A "demo-" secret is refused off loopback addresses."""
        return {
            f"{self.prefix}_CLIENT_ID": self.prefix.lower().replace("_", "-"),
            f"{self.prefix}_CLIENT_SECRET": f"demo-{self.key}-client-secret-known-to-everybody",
            f"{self.prefix}_PUBLIC_URL": self.origin_in(environ),
            f"{self.prefix}_SECRET_KEY": f"demo-{self.key}-secret-key-known-to-everybody",
        }


PROVIDER = DemoSite(
    key="provider",
    label="EFP Connect",
    about="the provider",
    prefix="EFP",
    port=5000,
    port_variable="PROVIDER_PORT",
)
RELYING_PARTIES = (
    RelyingParty(
        key="soffi",
        label="SOFFi",
        about='start here, then "Connexion"',
        prefix="SOFFI",
        port=5001,
        port_variable="SOFFI_PORT",
        package="rp_soffi",
        service="soffi",
    ),
    RelyingParty(
        key="edof",
        label="EDOF",
        about="opens without asking again",
        prefix="EDOF",
        port=5002,
        port_variable="EDOF_PORT",
        package="rp_edof",
        service="edof",
    ),
    RelyingParty(
        key="admin",
        label="EFP Admin",
        about="for the staff",
        prefix="EFP_ADMIN",
        port=5003,
        port_variable="EFP_ADMIN_PORT",
        package="admin",
        scopes=("openid", "profile", "email"),
    ),
)
SERVICES = tuple(site for site in RELYING_PARTIES if site.service)
SITES = (PROVIDER, *RELYING_PARTIES)


def variables(environ: Mapping[str, str]) -> dict[str, str]:
    """What the programs of the demonstration are told; `environ` goes before all else."""
    provider = PROVIDER.origin_in(environ)
    told = {f"{PROVIDER.prefix}_PUBLIC_URL": provider, "EFP_ISSUER": provider}
    for site in RELYING_PARTIES:
        told.update(site.variables_in(environ))
    return {**told, **environ}
