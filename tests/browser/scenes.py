"""Every page of the four sites, in every state in which a person meets it.

A tour is what one person sees in one browser, page after page. The accessibility tests and
`make screenshots` take the same tours; a page that stands in none fails a test.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from playwright.sync_api import Page, expect
from sqlalchemy import select, update

from idp.domain.catalogue.models import DigitalService, Enlistment
from idp.domain.habilitations.models import Habilitation
from tests.browser.acts import (
    Act,
    enter,
    enter_without,
    go,
    look_into_menu,
    lose_cookies,
    read_announcement,
    read_message,
    send_nothing,
    sign_out,
    wait_too_long,
)
from tests.browser.stack import Stack


@dataclass(frozen=True)
class Scene:
    """A page in one state: who drew it, as `site endpoint`, and how a person comes to it.

    A form that was refused says why; its title begins with "Erreur".
    """

    name: str
    drawn_by: str
    heading: str
    act: Act
    refusal: str = ""

    def play(self, page: Page, stack: Stack) -> None:
        """Come to the page, and wait until it is there."""
        self.act(page, stack)
        expect(page.get_by_role("main")).to_contain_text(self.refusal or self.heading)
        page.wait_for_load_state()


def _service(key: str) -> Any:
    return select(DigitalService.id).where(DigitalService.key == key).scalar_subquery()


SIGN_IN = "provider sign_in.show"
SENT = "provider sign_in.submit"
GONE = "Page non trouvée"
OUT = "Vous êtes déconnecté"
NO_ACCESS = "Vous n’avez pas encore accès au service numérique"
TO_SOFFI = "Connexion à SOFFi"

VISITOR = (
    Scene("provider", "provider home.show", "EFP Connect", go("provider", "/")),
    Scene("soffi-landing", "soffi soffi.landing", "SOFFi", go("soffi", "/")),
    Scene("edof-landing", "edof edof.landing", "Espace des organismes", go("edof", "/")),
    Scene("admin-landing", "admin admin.landing", "EFP Admin", go("admin", "/")),
    Scene("sign-in-edof", SIGN_IN, "Connexion à EDOF", go("edof", "/accueil")),
    Scene("sign-in-announced", SIGN_IN, "Connexion à EFP Connect", read_announcement),
    Scene(
        "messages", "provider demo_messages.show_messages", "Mess", go("provider", "/demo/messages")
    ),
    Scene("signed-out", "provider end_session.signed_out", OUT, go("provider", "/deconnexion")),
    Scene("signed-out-soffi", "soffi rp_kit.signed_out", OUT, go("soffi", "/deconnexion")),
    Scene("signed-out-edof", "edof rp_kit.signed_out", OUT, go("edof", "/deconnexion")),
    Scene("signed-out-admin", "admin rp_kit.signed_out", OUT, go("admin", "/deconnexion")),
    Scene("not-found", "provider error", GONE, go("provider", "/adresse-inconnue")),
    Scene("not-found-soffi", "soffi error", GONE, go("soffi", "/adresse-inconnue")),
    Scene("not-found-edof", "edof error", GONE, go("edof", "/adresse-inconnue")),
    Scene("not-found-admin", "admin error", GONE, go("admin", "/adresse-inconnue")),
    Scene("bad-request", "provider error", "Cette demande", go("provider", "/authorize")),
)
LOST = (
    Scene(
        "cookies-refused",
        "soffi rp_kit.finish_sign_in",
        "La connexion n’a pas pu",
        go("soffi", "/connexion/retour?code=c&state=s"),
    ),
    Scene(
        "cookies-refused-edof",
        "edof rp_kit.finish_sign_in",
        "La connexion n’a pas pu",
        go("edof", "/connexion/retour?code=c&state=s"),
    ),
    Scene(
        "cookies-refused-admin",
        "admin rp_kit.finish_sign_in",
        "La connexion n’a pas pu",
        go("admin", "/connexion/retour?code=c&state=s"),
    ),
    Scene("sign-in", SIGN_IN, TO_SOFFI, go("soffi", "/accueil")),
    Scene("sign-in-empty", SENT, TO_SOFFI, send_nothing, refusal="Il y a des erreurs"),
    Scene(
        "sign-in-wrong-code",
        SENT,
        TO_SOFFI,
        enter("ra@demo.test", code="AAAAAA"),
        refusal="Le code de sécurité n’est pas",
    ),
    Scene(
        "sign-in-refused",
        SENT,
        TO_SOFFI,
        enter("ra@demo.test", "faux"),
        refusal="L’identifiant ou le mot de passe",
    ),
    Scene("sign-in-throttled", SENT, TO_SOFFI, wait_too_long, refusal="Trop de tentatives"),
    Scene("sign-in-no-cookie", SENT, TO_SOFFI, lose_cookies, refusal="n’a pas gardé le cookie"),
)
MANAGER = (
    Scene("sign-in-soffi", SIGN_IN, TO_SOFFI, go("soffi", "/accueil")),
    Scene("soffi-home", "soffi soffi.home", "Informations de mon ESF", enter("ra@demo.test")),
    Scene(
        "soffi-rights",
        "soffi soffi.habilitations",
        "Mes habilitations",
        go("soffi", "/accueil/habilitation"),
    ),
    Scene("soffi-menu", "soffi soffi.landing", "SOFFi", look_into_menu),
    Scene("edof-home", "edof edof.home", "Mon catalogue", go("edof", "/accueil")),
    Scene(
        "edof-rights",
        "edof edof.habilitations",
        "Mon périmètre",
        go("edof", "/accueil/habilitation"),
    ),
    Scene("admin-refused", "admin admin.home", "EFP Admin est réservé", go("admin", "/accueil")),
    Scene("provider-home", "provider home.show", "Bonjour", go("provider", "/")),
    Scene("message", "provider demo_messages.show_message", "", read_message),
    Scene(
        "sign-out",
        "provider end_session.end_session",
        "Voulez-vous",
        go("provider", "/end_session"),
    ),
    Scene("sign-out-done", "provider end_session.sign_out", OUT, sign_out),
)
FIRST_COMER = (
    Scene("sign-in-first", SIGN_IN, TO_SOFFI, go("soffi", "/accueil")),
    Scene("access-first-comer", "soffi soffi.home", NO_ACCESS, enter("premier@demo.test")),
    Scene("access-code-needed", "edof edof.home", NO_ACCESS, go("edof", "/accueil")),
)
NO_RIGHTS = (
    Scene("sign-in-none", SIGN_IN, TO_SOFFI, go("soffi", "/accueil")),
    Scene("access-may-request", "soffi soffi.home", NO_ACCESS, enter("sans-acces@demo.test")),
    Scene("access-may-request-edof", "edof edof.home", NO_ACCESS, go("edof", "/accueil")),
)
EXPIRED = (
    Scene("sign-in-expired", SIGN_IN, TO_SOFFI, go("soffi", "/accueil")),
    Scene(
        "access-expired",
        "soffi soffi.home",
        NO_ACCESS,
        enter_without(
            update(Habilitation).values(until=date(2020, 1, 1)),
            update(Habilitation).values(until=None),
        ),
    ),
)
SUSPENDED = (
    Scene("sign-in-suspended", SIGN_IN, TO_SOFFI, go("soffi", "/accueil")),
    Scene(
        "access-suspended",
        "soffi soffi.home",
        NO_ACCESS,
        enter_without(
            update(Habilitation).values(suspended_at=datetime(2020, 1, 1, tzinfo=UTC)),
            update(Habilitation).values(suspended_at=None),
        ),
    ),
)
NOT_ENLISTED = (
    Scene("sign-in-not-enlisted", SIGN_IN, "Connexion à EDOF", go("edof", "/accueil")),
    Scene(
        "access-not-enlisted",
        "edof edof.home",
        NO_ACCESS,
        enter_without(
            # The establishments are enlisted, but in another service.
            update(Enlistment).values(service_id=_service("soffi")),
            update(Enlistment).values(service_id=_service("edof")),
        ),
    ),
)
STAFF = (
    Scene("sign-in-admin", SIGN_IN, "Connexion à EFP Admin", go("admin", "/accueil")),
    Scene("admin-home", "admin admin.home", "Bonjour", enter("admin@demo.test")),
    Scene("access-not-allowed", "soffi soffi.home", NO_ACCESS, go("soffi", "/accueil")),
)
TOURS = {
    "visitor": VISITOR,
    "lost": LOST,
    "manager": MANAGER,
    "first-comer": FIRST_COMER,
    "no-rights": NO_RIGHTS,
    "expired": EXPIRED,
    "suspended": SUSPENDED,
    "not-enlisted": NOT_ENLISTED,
    "staff": STAFF,
}
