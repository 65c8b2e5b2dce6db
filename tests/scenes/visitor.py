"""What anybody may open, and the addresses that lead nowhere."""

from tests.scenes.acts import go, go_beside, read_announcements
from tests.scenes.others import provider_going_on
from tests.scenes.scene import Scene
from tests.scenes.sending import send_stray_form

GONE = "Page non trouvée"
OUT = "Vous êtes déconnecté"
TOO_LARGE = "/?trop=" + "x" * 9000

_PAGES = (
    Scene("provider", "EFP Connect", go("provider", "/")),
    Scene("soffi-landing", "SOFFi", go("soffi", "/"), stands_for_page=True),
    Scene("edof-landing", "Espace des organismes", go("edof", "/"), stands_for_page=True),
    Scene("admin-landing", "EFP Admin", go("admin", "/"), stands_for_page=True),
    Scene("sign-in-edof", "Connexion à EDOF", go("edof", "/accueil")),
    Scene("sign-in-admin", "Connexion à EFP Admin", go("admin", "/accueil")),
    Scene("sign-in-announced", "Connexion à EFP Connect", read_announcements),
    Scene("messages-none", "Messages de", go_beside(provider_going_on, "/demo/messages")),
    Scene("signed-out", OUT, go("provider", "/deconnexion")),
    Scene(
        "signed-out-soffi",
        OUT,
        go("soffi", "/deconnexion"),
        says="Aucune session",
        stands_for_page=True,
    ),
    Scene("signed-out-edof", OUT, go("edof", "/deconnexion"), says="Aucune session"),
    Scene("signed-out-admin", OUT, go("admin", "/deconnexion"), says="Aucune session"),
)
_NOWHERE = (
    Scene("not-found", GONE, go("provider", "/adresse-inconnue"), stands_for_page=True),
    Scene("not-found-soffi", GONE, go("soffi", "/adresse-inconnue")),
    Scene("not-found-edof", GONE, go("edof", "/adresse-inconnue")),
    Scene("not-found-admin", GONE, go("admin", "/adresse-inconnue")),
    Scene("not-found-message", GONE, go("provider", "/demo/messages/999999")),
    Scene("bad-authorization", "Cette demande", go("provider", "/authorize"), stands_for_page=True),
    Scene("bad-request", "Demande incorrecte", go("provider", "/?a=%00")),
    Scene("bad-request-soffi", "Demande incorrecte", go("soffi", "/?a=%00")),
    Scene("not-allowed", "Action impossible", send_stray_form("provider", "/")),
    Scene("not-allowed-soffi", "Action impossible", send_stray_form("soffi", "/")),
    Scene("too-large", "Envoi trop volumineux", go("provider", TOO_LARGE)),
    Scene("too-large-soffi", "Envoi trop volumineux", go("soffi", TOO_LARGE)),
    Scene(
        "wrong-format",
        "Format non accepté",
        send_stray_form("provider", "/connexion", "text/plain"),
    ),
    Scene("stale", "Votre page", send_stray_form("provider", "/deconnexion")),
    Scene("stale-soffi", "Votre page", send_stray_form("soffi", "/deconnexion")),
    Scene("stale-edof", "Votre page", send_stray_form("edof", "/deconnexion")),
    Scene("stale-admin", "Votre page", send_stray_form("admin", "/deconnexion")),
)
VISITOR = {"visitor": _PAGES, "nowhere": _NOWHERE}
