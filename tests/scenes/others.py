"""More sites beside those of the house, told something else, as an operator would have."""

from idp import settings
from idp.domain import clients, db
from idp.domain.actor import SYSTEM
from tests.fixtures.stage import AnyHouse

#: Nothing listens there.
NOWHERE = "http://localhost:1"
NO_CAPTCHA = {
    "EFP_CAPTCHA": "captchetat",
    "EFP_CAPTCHETAT_URL": NOWHERE,
    "EFP_CAPTCHETAT_TOKEN_URL": f"{NOWHERE}/token",
    "EFP_CAPTCHETAT_CLIENT_ID": "demo",
    "EFP_CAPTCHETAT_CLIENT_SECRET": "demo",
}


def provider_told(house: AnyHouse, name: str, **told: str) -> str:
    """A provider that has other settings, as another installation would."""
    return house.other("provider", name, lambda origin: {"EFP_PUBLIC_URL": origin, **told})


def provider_closed(house: AnyHouse) -> str:
    """A provider whose captcha does not answer: nobody signs in. Its help desk is a web page."""
    return provider_told(
        house, "closed", EFP_HELP_PHONE="", EFP_HELP_URL="https://aide.demo.test/", **NO_CAPTCHA
    )


def provider_going_on(house: AnyHouse) -> str:
    """The same, where sign-in goes on without captcha. It has no help desk, and no message."""
    return provider_told(
        house,
        "going-on",
        EFP_HELP_PHONE="",
        EFP_MAIL_FOLDER=str(house.folder / "no-mail"),
        EFP_CAPTCHA_DEGRADED="throttle",
        **NO_CAPTCHA,
    )


def provider_helpful(house: AnyHouse) -> str:
    """A provider whose help desk has a telephone, at any hour, and a web page."""
    help_desk = {"EFP_HELP_HOURS": "", "EFP_HELP_URL": "https://aide.demo.test/"}
    return provider_told(house, "helpful", **help_desk)


def provider_alone(house: AnyHouse) -> str:
    """A provider that came after no other portal."""
    with house.domain():
        key = settings.current().encryption_key
    return provider_told(house, "alone", EFP_ENV="test", EFP_ENCRYPTION_KEY=key)


def register(house: AnyHouse, redirect_uri: str) -> clients.Credentials:
    """One more client of SOFFi."""
    asked = {"name": "SOFFi", "service": "soffi", "redirect_uris": [redirect_uri]}
    with house.domain():
        given = clients.register(asked, by=SYSTEM)
        db.session.commit()
    return given


def soffi_ahead(house: AnyHouse) -> str:
    """A SOFFi whose clock is ten minutes fast."""

    def tell(origin: str) -> dict[str, str]:
        client = register(house, f"{origin}/connexion/retour")
        return {
            "SOFFI_PUBLIC_URL": origin,
            "SOFFI_CLIENT_ID": client.client_id,
            "SOFFI_CLIENT_SECRET": client.secret,
            "SOFFI_SESSION_DATABASE_URL": f"sqlite:///{house.folder / 'soffi-ahead'}.sqlite",
            "EFP_CLOCK_OFFSET": "+10m",
        }

    return house.other("soffi", "soffi-ahead", tell)


def soffi_alone(house: AnyHouse) -> str:
    """A SOFFi on the sessions of the house's, whose provider does not answer."""

    def tell(origin: str) -> dict[str, str]:
        return {"SOFFI_PUBLIC_URL": origin, "EFP_ISSUER": NOWHERE}

    return house.other("soffi", "soffi-alone", tell)
