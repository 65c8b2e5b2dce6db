"""What people see when a program, or what it needs, is out of order."""

from functools import partial

from tests.scenes import states
from tests.scenes.acts import during, go, go_beside
from tests.scenes.others import soffi_alone
from tests.scenes.scene import Scene

OUT_OF_ORDER = "Service momentanément indisponible"
DAMAGED = 999_998
A_DAMAGED_MESSAGE = partial(states.message_lying, number=DAMAGED, content="\n")
NO_CODES = partial(states.out_of_order, database="efp", table="captcha_challenges")
NO_SIGN_INS_IN_SOFFI = partial(states.out_of_order, database="soffi", table="rp_sign_ins")
NO_SIGN_INS_IN_EDOF = partial(states.out_of_order, database="edof", table="rp_sign_ins")

_FAILURES = (
    Scene("failure-provider", OUT_OF_ORDER, during(go("provider", "/connexion"), NO_CODES)),
    Scene("failure-soffi", OUT_OF_ORDER, during(go("soffi", "/accueil"), NO_SIGN_INS_IN_SOFFI)),
    Scene("failure-edof", OUT_OF_ORDER, during(go("edof", "/accueil"), NO_SIGN_INS_IN_EDOF)),
    Scene("provider-silent", "EFP Connect ne répond pas", go_beside(soffi_alone, "/accueil")),
    Scene(
        "failure-unexpected",
        "Une erreur inattendue",
        during(go("provider", f"/demo/messages/{DAMAGED}"), A_DAMAGED_MESSAGE),
    ),
)
FAILURES = {"failures": _FAILURES}
