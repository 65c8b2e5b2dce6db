"""Signing in."""

from idp.messages.sentence import Sentence

# What the sign-in page says of a form that was refused before any action.
STALE_PAGE = (
    "Cette page n’était plus à jour : rien n’a été envoyé. "
    "Saisissez à nouveau votre mot de passe pour vous connecter."
)
NO_COOKIE = (
    "Votre navigateur n’a pas gardé le cookie dont EFP Connect a besoin : rien n’a été envoyé. "
    "Autorisez les cookies de ce site, puis saisissez à nouveau votre mot de passe."
)

SENTENCES = {
    "wrong_credentials": Sentence(
        "Connexion refusée",
        "L’identifiant ou le mot de passe est incorrect.",
        "Vérifiez votre saisie, puis réessayez.",
    ),
}
