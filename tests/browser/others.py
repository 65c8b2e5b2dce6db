"""More sites beside those of the stack, told something else, as an operator would have."""

import json

from tests.browser.stack import Stack

#: Nothing listens there.
NOWHERE = "http://localhost:1"
NO_CAPTCHA = {
    "EFP_CAPTCHA": "captchetat",
    "EFP_CAPTCHETAT_URL": NOWHERE,
    "EFP_CAPTCHETAT_TOKEN_URL": f"{NOWHERE}/token",
    "EFP_CAPTCHETAT_CLIENT_ID": "demo",
    "EFP_CAPTCHETAT_CLIENT_SECRET": "demo",
}


def provider_closed(stack: Stack) -> str:
    """A provider whose captcha does not answer: nobody signs in. Its help desk is a web page."""

    def tell(origin: str) -> dict[str, str]:
        help_desk = {"EFP_HELP_PHONE": "", "EFP_HELP_URL": "https://aide.demo.test/"}
        return {"EFP_PUBLIC_URL": origin, **NO_CAPTCHA, **help_desk}

    return stack.other("provider", "closed", tell)


def provider_going_on(stack: Stack) -> str:
    """The same, where sign-in goes on without captcha. It has no help desk, and no message."""

    def tell(origin: str) -> dict[str, str]:
        told = {"EFP_HELP_PHONE": "", "EFP_MAIL_FOLDER": str(stack.folder / "no-mail")}
        return {"EFP_PUBLIC_URL": origin, **NO_CAPTCHA, **told, "EFP_CAPTCHA_DEGRADED": "throttle"}

    return stack.other("provider", "going-on", tell)


def soffi_ahead(stack: Stack) -> str:
    """A SOFFi whose clock is ten minutes fast."""

    def tell(origin: str) -> dict[str, str]:
        asked = ("--name", "SOFFi", "--service", "soffi", "--redirect-uri")
        client = json.loads(stack.run("efp", "client", "add", *asked, f"{origin}/connexion/retour"))
        return {
            "SOFFI_PUBLIC_URL": origin,
            "SOFFI_CLIENT_ID": client["client_id"],
            "SOFFI_CLIENT_SECRET": client["client_secret"],
            "SOFFI_SESSION_DATABASE_URL": f"sqlite:///{stack.folder / 'soffi-ahead'}.sqlite",
            "EFP_CLOCK_OFFSET": "+10m",
        }

    return stack.other("soffi", "soffi-ahead", tell)


def soffi_alone(stack: Stack) -> str:
    """A SOFFi on the sessions of the stack's, whose provider does not answer."""

    def tell(origin: str) -> dict[str, str]:
        return {"SOFFI_PUBLIC_URL": origin, "EFP_ISSUER": NOWHERE}

    return stack.other("soffi", "soffi-alone", tell)
