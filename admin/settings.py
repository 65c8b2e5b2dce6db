"""What EFP Admin is, and the variables that say where it runs."""

from collections.abc import Mapping

from idp import settings as provider_settings
from rp_kit import Hooks, Service, Settings, load
from web_kit import Manners
from web_kit.browser import renew_browser_id
from web_kit.headers import allow_form_action

SERVICE = Service(label="EFP Admin")
HOOKS = Hooks(on_sign_in=renew_browser_id, on_sign_out_form=allow_form_action)
#: The provider says who the person is; what they may do here is read from the database.
SCOPES = ("openid", "profile", "email", "services")


def load_settings(environ: Mapping[str, str]) -> Settings:
    """Read `EFP_ADMIN_*` and `EFP_ISSUER`. Raises WrongSettings with every fault."""
    return load("efp_admin", environ, scopes=SCOPES)


def manners(settings: Settings, provider: provider_settings.Settings) -> Manners:
    """Describe EFP Admin to `web_kit`; of the installation it says what the provider says."""
    return Manners(
        public_url=settings.public_url,
        cookie_name="efp_admin_browser",
        secret_key=settings.secret_key,
        secret_key_fallbacks=settings.secret_key_fallbacks,
        site_name="EFP Admin",
        site_tagline="Administration d’EFP Connect",
        brand=provider.brand,
        is_demonstration=provider.env != "production",
        trusted_proxies=provider.trusted_proxies,
        theme="admin",
    )
