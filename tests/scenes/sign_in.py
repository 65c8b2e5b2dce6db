"""The sign-in page in each of its states, and each way back from it that fails."""

from tests.scenes import states
from tests.scenes.acts import (
    after,
    come_back,
    during,
    enter,
    enter_late,
    go,
    go_beside,
)
from tests.scenes.others import (
    provider_alone,
    provider_closed,
    provider_going_on,
    provider_helpful,
)
from tests.scenes.scene import Scene
from tests.scenes.sending import (
    forget_the_code,
    lose_cookies,
    send_nothing,
    send_twice,
    sign_in_on_a_stale_page,
    wait_too_long,
)

TO_SOFFI = "Connexion à SOFFi"
TO_EFP_CONNECT = "Connexion à EFP Connect"
TWICE = "Formulaire envoyé deux fois"
NO_COOKIE = "La connexion n’a pas pu se terminer"
BACK = "/connexion/retour?code=c&state=s-again"

_LOST = (
    Scene("cookies-refused", NO_COOKIE, go("soffi", BACK)),
    Scene("cookies-refused-edof", NO_COOKIE, go("edof", BACK)),
    Scene("cookies-refused-admin", NO_COOKIE, go("admin", BACK)),
    Scene("sign-in", TO_SOFFI, go("soffi", "/accueil"), stands_for_page=True),
    Scene("sign-in-empty", TO_SOFFI, send_nothing, refusal="Il y a des erreurs"),
    Scene("sign-in-no-code", TO_SOFFI, forget_the_code, refusal="Il y a une erreur"),
    Scene(
        "sign-in-wrong-code",
        TO_SOFFI,
        enter("ra@demo.test", code="AAAAAA"),
        refusal="Le code de sécurité n’est pas",
    ),
    Scene(
        "sign-in-refused",
        TO_SOFFI,
        enter("ra@demo.test", "faux"),
        refusal="L’identifiant ou le mot de passe",
    ),
    Scene("sign-in-throttled", TO_SOFFI, wait_too_long, refusal="Trop de tentatives"),
    Scene(
        "sign-in-stale", TO_SOFFI, sign_in_on_a_stale_page, refusal="Cette page n’était plus à jour"
    ),
    Scene("sign-in-no-cookie", TO_SOFFI, lose_cookies, refusal="n’a pas gardé le cookie"),
    Scene("sign-in-sent-twice", TWICE, send_twice, stands_for_page=True),
    Scene("sign-in-sent-twice-here", TWICE, after(go("provider", "/connexion"), send_twice)),
)
_WITHOUT_CODE = (
    Scene(
        "sign-in-too-many-codes",
        TO_SOFFI,
        during(go("soffi", "/accueil"), states.many_codes_held),
        refusal="Trop de codes de sécurité",
    ),
    Scene(
        "sign-in-closed",
        TO_EFP_CONNECT,
        go_beside(provider_closed, "/connexion"),
        refusal="Le code de sécurité ne peut pas être affiché",
    ),
    Scene("sign-in-degraded", TO_EFP_CONNECT, go_beside(provider_going_on, "/connexion")),
    Scene(
        "sign-in-helped", TO_EFP_CONNECT, go_beside(provider_helpful, "/connexion"), says=", ou sur"
    ),
    Scene("sign-in-alone", TO_EFP_CONNECT, go_beside(provider_alone, "/connexion")),
)
_FAILED_RETURNS = (
    Scene(
        "return-denied",
        "Vous n’êtes pas connecté",
        come_back("soffi", error="access_denied"),
        stands_for_page=True,
    ),
    Scene(
        "return-denied-edof",
        "Vous n’êtes pas connecté",
        come_back("edof", error="access_denied"),
    ),
    Scene("return-error", "EFP Connect ne répond pas", come_back("soffi", error="server_error")),
    Scene("return-code-refused", "Cette étape", come_back("soffi", times=2, code="code-inconnu")),
    Scene(
        "return-unknown-state", "Cette étape", go("edof", "/connexion/retour?code=c&state=x-again")
    ),
    Scene(
        "return-other-issuer",
        "La connexion n’a pas pu être vérifiée",
        come_back("soffi", code="c", iss="https://autre.test"),
    ),
    Scene(
        "clock-ahead",
        "La connexion n’a pas pu être vérifiée",
        enter_late,
        takes_programs=True,  # each has its own clock
    ),
)
SIGN_IN = {"lost": _LOST, "without-code": _WITHOUT_CODE, "failed-returns": _FAILED_RETURNS}
