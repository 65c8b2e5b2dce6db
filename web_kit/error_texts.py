"""What people and programs read when a request cannot be answered."""

from typing import NamedTuple

from werkzeug.exceptions import HTTPException

from web_kit.csrf import CsrfRefused


class ErrorText(NamedTuple):
    """A page for a person: what happened, and what to do next."""

    title: str
    sentence: str


UNEXPECTED = ErrorText(
    "Une erreur inattendue s’est produite",
    "Ce n’est pas de votre fait. Réessayez dans quelques minutes ; si l’erreur persiste, "
    "signalez-la en donnant la référence ci-dessous.",
)
_EXPIRED_FORM = ErrorText(
    "Votre page n’est plus valable",
    "Par sécurité, rien n’a été enregistré. Vérifiez que votre navigateur accepte les cookies, "
    "revenez à la page précédente, rechargez-la et recommencez.",
)
_TEXTS = {
    400: ErrorText(
        "Demande incorrecte",
        "Cette demande n’a pas pu être comprise. Revenez à l’accueil et recommencez.",
    ),
    403: ErrorText(
        "Accès refusé",
        "Vous n’avez pas le droit d’ouvrir cette page. Si vous pensez devoir y accéder, "
        "adressez-vous à la personne qui gère vos accès.",
    ),
    404: ErrorText(
        "Page non trouvée",
        "La page que vous cherchez n’existe pas ou a été déplacée. Vérifiez l’adresse, "
        "ou revenez à l’accueil.",
    ),
    405: ErrorText(
        "Action impossible à cette adresse",
        "Cette page ne s’ouvre pas de cette façon. Revenez à l’accueil et recommencez.",
    ),
    413: ErrorText(
        "Envoi trop volumineux",
        "Ce que vous avez envoyé dépasse la taille permise. Réduisez votre saisie et recommencez.",
    ),
    415: ErrorText(
        "Format non accepté",
        "Cette page n’accepte que l’envoi de son propre formulaire. Revenez à l’accueil "
        "et recommencez.",
    ),
    429: ErrorText(
        "Trop de tentatives",
        "Par sécurité, vos demandes sont ralenties. Patientez quelques minutes, puis réessayez.",
    ),
    503: ErrorText(
        "Service momentanément indisponible",
        "Le service ne peut pas répondre pour l’instant. Rien n’est perdu : "
        "réessayez dans quelques minutes.",
    ),
}

# RFC 6749 section 5.2 and 4.1.2.1 where a code exists there.
_CODES = {
    401: "invalid_token",
    403: "access_denied",
    404: "not_found",
    405: "method_not_allowed",
    429: "too_many_requests",
    503: "temporarily_unavailable",
}


def text_for(error: HTTPException) -> ErrorText:
    """Return the page for an HTTP error."""
    if isinstance(error, CsrfRefused):
        return _EXPIRED_FORM
    status = error.code or 500
    if status in _TEXTS:
        return _TEXTS[status]
    return _TEXTS[400] if status < 500 else UNEXPECTED


def code_for(status: int) -> str:
    """Return the error code that a program receives for an HTTP status."""
    return _CODES.get(status, "invalid_request" if status < 500 else "server_error")
