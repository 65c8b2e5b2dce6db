"""What SOFFi is, and the variables that say where it runs."""

from collections.abc import Mapping

from rp_kit import Hooks, Service, Settings, load
from web_kit import Manners
from web_kit.browser import renew_browser_id
from web_kit.headers import allow_form_action

SERVICE = Service(label="SOFFi")
HOOKS = Hooks(on_sign_in=renew_browser_id, on_sign_out_form=allow_form_action)


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
        brand=settings.brand,
        is_demonstration=settings.is_demonstration,
        trusted_proxies=settings.trusted_proxies,
        theme="soffi",
    )
