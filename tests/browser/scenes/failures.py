"""What people see when a program, or what it needs, is out of order."""

from tests.browser import states
from tests.browser.acts import during, go, go_beside
from tests.browser.others import soffi_alone
from tests.browser.scenes.scene import Scene

OUT_OF_ORDER = "Service momentanément indisponible"
DAMAGED = 999_998

_FAILURES = (
    Scene(
        "failure-provider",
        OUT_OF_ORDER,
        during(go("provider", "/connexion"), states.out_of_order, "efp", "captcha_challenges"),
    ),
    Scene(
        "failure-soffi",
        OUT_OF_ORDER,
        during(go("soffi", "/accueil"), states.out_of_order, "soffi", "rp_sign_ins"),
    ),
    Scene(
        "failure-edof",
        OUT_OF_ORDER,
        during(go("edof", "/accueil"), states.out_of_order, "edof", "rp_sign_ins"),
    ),
    Scene("provider-silent", "EFP Connect ne répond pas", go_beside(soffi_alone, "/accueil")),
    Scene(
        "failure-unexpected",
        "Une erreur inattendue",
        during(go("provider", f"/demo/messages/{DAMAGED}"), states.damaged_message, DAMAGED),
    ),
)
FAILURES = {"failures": _FAILURES}
