"""What SOFFi is, and the variables that say where it runs."""

from collections.abc import Mapping

from rp_kit import Service, Settings, load
from web_kit import Manners

SERVICE = Service(label="SOFFi")


def load_settings(environ: Mapping[str, str]) -> Settings:
    """Read `SOFFI_*` and `EFP_ISSUER`. Raises WrongSettings with every fault."""
    return load("soffi", environ)


def manners(settings: Settings) -> Manners:
    """Describe SOFFi to `web_kit`."""
    return Manners(
        public_url=settings.public_url,
        cookie_name="soffi_browser",
        secret_key=settings.secret_key,
        secret_key_fallbacks=settings.secret_key_fallbacks,
        site_name="SOFFi",
        site_tagline="Suivi Opérateurs, Formation et Financement",
        theme="soffi",
    )
