"""What people see who are signed in, and how they sign out."""

from functools import partial

from tests.scenes import states
from tests.scenes.acts import (
    after,
    arrive,
    ask_again,
    during,
    enter,
    go,
    look_into_menu,
    read_message,
)
from tests.scenes.leaving import leave, leave_alone, leave_with, sign_out
from tests.scenes.scene import Scene
from tests.scenes.visitor import OUT

SOFFI_HOME = "Informations de mon ESF"
EDOF_HOME = "Mon catalogue de formations"
RIGHTS = "/accueil/habilitation"
CHARTRES = "90000001900027"
ONE_MORE_IN_SOFFI = partial(
    states.holding, email="ra@demo.test", service="soffi", role="consultation", siret=CHARTRES
)
ONE_MORE_IN_EDOF = partial(
    states.holding, email="ra@demo.test", service="edof", role="lecteur_edof", siret=CHARTRES
)
A_STRANGER_IN_SOFFI = partial(
    states.holding, email="admin@demo.test", service="soffi", role="consultation", siret=CHARTRES
)
PLAIN = 999_997
A_PLAIN_MESSAGE = partial(
    states.message_lying,
    number=PLAIN,
    content="To: a@demo.test\nSubject: Bonjour\nDate: Mon, 2 Mar 2026 09:05:00 +0000\n\nBonjour.\n",
)
NO_STAFF = partial(states.out_of_order, database="efp", table="staff_members")

_MANAGER = (
    Scene("soffi-home", SOFFI_HOME, arrive("soffi", "ra@demo.test"), stands_for_page=True),
    Scene("soffi-rights", "Mes habilitations", go("soffi", RIGHTS), stands_for_page=True),
    Scene("soffi-menu", "SOFFi", look_into_menu("soffi")),
    Scene("soffi-two-sites", SOFFI_HOME, during(ask_again("soffi"), ONE_MORE_IN_SOFFI)),
    Scene("soffi-rights-ending", "Mes habilitations", go("soffi", RIGHTS), says="30/06/2099"),
    Scene("sign-out-one", "Voulez-vous", go("provider", "/end_session"), says="le service ouvert"),
    Scene("edof-home", EDOF_HOME, go("edof", "/accueil"), stands_for_page=True),
    Scene("edof-rights", "Mon périmètre", go("edof", RIGHTS), stands_for_page=True),
    Scene("edof-menu", "Espace des organismes", look_into_menu("edof")),
    Scene("edof-two-sites", EDOF_HOME, during(ask_again("edof"), ONE_MORE_IN_EDOF)),
    Scene("edof-rights-ending", "Mon périmètre", go("edof", RIGHTS), says="30/06/2099"),
    Scene("admin-refused", "EFP Admin est réservé", go("admin", "/accueil"), stands_for_page=True),
    Scene("provider-home", "Bonjour", go("provider", "/"), stands_for_page=True),
    Scene("provider-menu", "Bonjour", look_into_menu("provider")),
    Scene(
        "messages",
        "Messages de la démonstration",
        go("provider", "/demo/messages"),
        stands_for_page=True,
    ),
    Scene("message", "", read_message, stands_for_page=True),
    Scene(
        "message-without-link",
        "Bonjour",
        during(go("provider", f"/demo/messages/{PLAIN}"), A_PLAIN_MESSAGE),
    ),
    Scene(
        "sign-out",
        "Voulez-vous",
        go("provider", "/end_session"),
        says="les services ouverts",
        stands_for_page=True,
    ),
    Scene("sign-out-for-soffi", "Voulez-vous", leave_with(id_token_hint=None), says="dans SOFFi"),
    Scene("sign-out-done", OUT, sign_out, stands_for_page=True),
)
_LEAVING = (
    Scene(
        "signed-out-of-both",
        OUT,
        after(arrive("soffi", "ra@demo.test"), leave("soffi")),
        says="dans SOFFi et dans EFP Connect",
    ),
    Scene(
        "signed-out-astray",
        OUT,
        after(
            arrive("soffi", "ra@demo.test"),
            leave_with(post_logout_redirect_uri="https://ailleurs.test/"),
        ),
    ),
    Scene(
        "signed-out-of-soffi-only",
        "Vous êtes déconnecté de SOFFi seulement",
        after(arrive("soffi", "ra@demo.test"), leave_alone),
    ),
)
_STAFF = (
    Scene(
        "admin-home",
        "Bonjour",
        arrive("admin", "admin@demo.test"),
        says="Administrateur",
        stands_for_page=True,
    ),
    Scene("admin-menu", "EFP Admin", look_into_menu("admin")),
    Scene("soffi-home-bare", SOFFI_HOME, during(go("soffi", "/accueil"), A_STRANGER_IN_SOFFI)),
    Scene(
        "failure-admin",
        "Service momentanément indisponible",
        during(go("admin", "/accueil"), NO_STAFF),
    ),
)
_ASSISTANT = (
    Scene(
        "provider-home-none",
        "Bonjour",
        after(go("provider", "/connexion"), enter("assistant@demo.test")),
        says="encore accès à aucun",
    ),
    Scene("sign-out-none", "Voulez-vous", go("provider", "/end_session")),
    Scene(
        "admin-home-assistant",
        "Bonjour",
        go("admin", "/accueil"),
        says="Assistant aux utilisateurs",
    ),
)
_SOFFI_ADMINISTRATOR = (
    Scene(
        "admin-home-soffi",
        "Bonjour",
        arrive("admin", "admin.soffi@demo.test"),
        says="Administrateur applicatif",
    ),
)
PEOPLE = {
    "manager": _MANAGER,
    "leaving": _LEAVING,
    "staff": _STAFF,
    "assistant": _ASSISTANT,
    "soffi-administrator": _SOFFI_ADMINISTRATOR,
}
