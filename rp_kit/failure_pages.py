"""One page for each thing that can stop a sign-in: what happened, and one button to go on."""

from flask import Response, make_response, render_template, request

from rp_kit import paths
from rp_kit.addresses import asked_path, is_navigation
from rp_kit.federation import current_federation

_RETRY_SECONDS = "30"


def cookies_refused() -> Response:
    """The answer came back a second time to a browser that keeps no cookie."""
    return _page(
        400,
        "La connexion n’a pas pu se terminer",
        "Votre navigateur n’a pas gardé le cookie dont {label} a besoin. "
        "Autorisez les cookies de ce site, puis recommencez.",
    )


def stale() -> Response:
    """The answer belongs, for the second time, to no sign-in that is waiting."""
    return _page(
        400,
        "Cette étape de la connexion n’est plus valable",
        "Elle a déjà servi, ou elle a été ouverte il y a trop longtemps. Recommencez la connexion.",
    )


def interrupted() -> Response:
    """The person, or the provider, broke the sign-in off."""
    return _page(
        403,
        "Vous n’êtes pas connecté",
        "La connexion à {label} a été interrompue. Vous pouvez la recommencer.",
    )


def not_verified() -> Response:
    """The provider's answer is not what it must be."""
    return _page(
        502,
        "La connexion n’a pas pu être vérifiée",
        "{label} n’a pas pu vérifier la réponse d’EFP Connect : par sécurité, vous n’êtes pas "
        "connecté. Recommencez ; si cela se répète, signalez-le à l’assistance.",
    )


def provider_silent() -> Response:
    """The provider does not answer."""
    return _try_later(
        "EFP Connect ne répond pas",
        "{label} ne peut pas vérifier votre identité et vos droits pour le moment.",
    )


def out_of_order() -> Response:
    """The service's own database does not answer."""
    return _try_later(
        "Service momentanément indisponible", "{label} ne peut pas retrouver votre session."
    )


def go_on() -> Response:
    """What was sent came too late; a page can be opened again, a form is not sent twice."""
    return _page(
        403,
        "Votre session doit être vérifiée",
        "Ce que vous venez d’envoyer n’a pas été enregistré. Continuez : vous retrouverez "
        "{label}, puis vous pourrez refaire votre dernière action.",
        ("Continuer", _same_page()),
    )


def signed_out_here_only() -> Response:
    """The service's session has ended; the provider could not be told."""
    return _page(
        503,
        "Vous êtes déconnecté de {label} seulement",
        "EFP Connect ne répond pas : votre session peut y être encore ouverte. "
        "Fermez votre navigateur, surtout si d’autres personnes l’utilisent.",
        ("Retour à l’accueil", current_federation().service.landing_path),
    )


def _same_page() -> str:
    home = current_federation().service.home_path
    return asked_path(request, home) if is_navigation(request) and request.endpoint else home


def _try_later(title: str, sentence: str) -> Response:
    action = ("Réessayer", _same_page())
    response = _page(503, title, f"{sentence} Réessayez dans quelques instants.", action)
    response.headers["Retry-After"] = _RETRY_SECONDS
    return response


def _page(
    status: int,
    title: str,
    sentence: str,
    action: tuple[str, str] = ("Me connecter", paths.SIGN_IN),
) -> Response:
    service = current_federation().service
    html = render_template(
        "rp_kit/failure.html",
        layout=service.layout,
        title=title.format(label=service.label),
        sentence=sentence.format(label=service.label),
        action_label=action[0],
        action_url=action[1],
        landing_url=service.landing_path,
    )
    return make_response(html, status)
