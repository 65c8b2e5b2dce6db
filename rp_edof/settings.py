"""What EDOF is, and the variables that say where it runs."""

from collections.abc import Mapping

from rp_kit import Hooks, Service, Settings, load
from web_kit import Manners
from web_kit.browser import renew_browser_id
from web_kit.headers import allow_form_action

SERVICE = Service(label="EDOF")
HOOKS = Hooks(on_sign_in=renew_browser_id, on_sign_out_form=allow_form_action)


def load_settings(environ: Mapping[str, str]) -> Settings:
    """Read `EDOF_*` and `EFP_ISSUER`. Raises WrongSettings with every fault."""
    return load("edof", environ)


def manners(settings: Settings) -> Manners:
    """Describe EDOF to `web_kit`."""
    return Manners(
        public_url=settings.public_url,
        cookie_name="edof_browser",
        secret_key=settings.secret_key,
        secret_key_fallbacks=settings.secret_key_fallbacks,
        site_name="EDOF",
        site_tagline="Espace des organismes de formation",
        brand=settings.brand,
        is_demonstration=settings.is_demonstration,
        trusted_proxies=settings.trusted_proxies,
        theme="edof",
    )
