"""What a person reads when a fact stops an action: one sentence, and what to do next."""

from collections.abc import Callable
from typing import NamedTuple

from idp.ground import french
from idp.ground.errors import DomainError

# What the sign-in page says of a form that was refused before any action.
STALE_PAGE = (
    "Cette page n’était plus à jour : rien n’a été envoyé. "
    "Saisissez à nouveau votre mot de passe pour vous connecter."
)
NO_COOKIE = (
    "Votre navigateur n’a pas gardé le cookie dont EFP Connect a besoin : rien n’a été envoyé. "
    "Autorisez les cookies de ce site, puis saisissez à nouveau votre mot de passe."
)


class Sentence(NamedTuple):
    """A title for a page of its own, the sentence, and what to do next."""

    title: str
    text: str
    next_step: str

    @property
    def whole(self) -> str:
        """The sentence and what to do next, as a form shows them."""
        return f"{self.text} {self.next_step}"


def sentence(error: DomainError) -> Sentence:
    """The French sentence of a domain error. Raises KeyError for an error without one."""
    return _SENTENCES[error.code](error)


def _fixed(title: str, text: str, next_step: str) -> Callable[[DomainError], Sentence]:
    return lambda _error: Sentence(title, text, next_step)


def _line_refused(title: str, subject: str) -> Callable[[DomainError], Sentence]:
    return lambda error: Sentence(
        title,
        f"{subject} est vide, trop long, ou contient des caractères invisibles.",
        f"Écrivez de 1 à {error.data['most']} caractères.",
    )


def _throttled(error: DomainError) -> Sentence:
    return Sentence(
        "Trop de tentatives",
        "Trop de tentatives ont échoué.",
        f"Par sécurité, réessayez dans {french.duration(error.data['retry_after'])}.",
    )


def _captcha_throttled(error: DomainError) -> Sentence:
    return Sentence(
        "Trop de codes demandés",
        "Trop de codes de sécurité ont été demandés depuis votre réseau.",
        f"Réessayez dans {french.duration(error.data['retry_after'])}.",
    )


_SENTENCES: dict[str, Callable[[DomainError], Sentence]] = {
    "account_unknown": _fixed(
        "Compte introuvable",
        "Aucun compte n’a cette adresse.",
        "Vérifiez l’adresse, ou demandez à la personne de créer son compte.",
    ),
    "address_refused": _fixed(
        "Adresse refusée",
        "Cette adresse ne peut pas être enregistrée.",
        "Indiquez une adresse en https, sans identifiant ni ancre.",
    ),
    "announcement_period_refused": _fixed(
        "Dates de l’annonce refusées",
        "Une annonce finit après avoir commencé, et après l’instant présent.",
        "Corrigez les dates.",
    ),
    "announcement_text_refused": _line_refused("Texte de l’annonce refusé", "Le texte"),
    "announcement_unknown": _fixed(
        "Annonce introuvable",
        "Cette annonce n’existe pas, ou elle a déjà été retirée.",
        "Vérifiez son numéro.",
    ),
    "captcha_refused": _fixed(
        "Code de sécurité refusé",
        "Le code de sécurité n’est pas le bon, ou il n’est plus valable.",
        "Complétez les champs vides, puis recopiez le nouveau code affiché.",
    ),
    "captcha_throttled": _captcha_throttled,
    "captcha_unavailable": _fixed(
        "Code de sécurité indisponible",
        "Le code de sécurité ne peut pas être affiché pour l’instant : "
        "rien ne peut être envoyé sans lui.",
        "Réessayez dans quelques instants.",
    ),
    "client_exists": _fixed(
        "Identifiant déjà pris",
        "Un client porte déjà cet identifiant.",
        "Choisissez-en un autre.",
    ),
    "code_refused": _fixed(
        "Connexion à recommencer",
        "Cette connexion n’est plus valable.",
        "Retournez sur votre service et connectez-vous à nouveau.",
    ),
    "company_exists": _fixed(
        "Entreprise déjà enregistrée",
        "Une entreprise porte déjà ce numéro SIREN.",
        "Vérifiez le numéro.",
    ),
    "company_unknown": _fixed(
        "Entreprise introuvable",
        "Cette entreprise n’est pas enregistrée.",
        "Vérifiez son numéro SIREN.",
    ),
    "email_taken": _fixed(
        "Adresse déjà utilisée",
        "Un compte a déjà cette adresse.",
        "Indiquez une autre adresse.",
    ),
    "name_refused": _line_refused("Nom refusé", "Le nom"),
    "role_unknown": _fixed(
        "Rôle introuvable",
        "Ce service numérique n’a pas de rôle de ce nom.",
        "Vérifiez le nom du rôle.",
    ),
    "scope_mismatch": _fixed(
        "Périmètre incorrect",
        "Un administrateur agit sur tous les services, les autres rôles sur un seul.",
        "Indiquez un service, sauf pour un administrateur.",
    ),
    "sectors_differ": _fixed(
        "Adresses de plusieurs sites",
        "Des identifiants propres à un site demandent des adresses de retour d’un seul site.",
        "Gardez les adresses d’un seul site, ou choisissez des identifiants publics.",
    ),
    "sent_twice": _fixed(
        "Formulaire envoyé deux fois",
        "Le formulaire est parti deux fois : seul le premier envoi a compté.",
        "Saisissez à nouveau votre mot de passe et le code affiché pour continuer.",
    ),
    "service_unknown": _fixed(
        "Service introuvable",
        "Aucun service numérique ne porte ce nom.",
        "Vérifiez le nom du service.",
    ),
    "throttled": _throttled,
    "unavailable": _fixed(
        "Service momentanément indisponible",
        "EFP Connect ne peut pas répondre pour l’instant. Rien n’est perdu.",
        "Réessayez dans quelques instants.",
    ),
    "wrong_credentials": _fixed(
        "Connexion refusée",
        "L’identifiant ou le mot de passe est incorrect.",
        "Vérifiez votre saisie, puis réessayez.",
    ),
}
