"""What a person reads when a fact stops an action: one sentence, and what to do next."""

from collections.abc import Callable
from math import ceil
from typing import NamedTuple

from idp.domain.errors import DomainError


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


def _throttled(error: DomainError) -> Sentence:
    return Sentence(
        "Trop de tentatives",
        "Trop de tentatives de connexion ont échoué.",
        f"Par sécurité, réessayez dans {_duration(error.data['retry_after'])}.",
    )


def _duration(seconds: int) -> str:
    if seconds < 60:
        return "une minute"
    minutes = ceil(seconds / 60)
    return "une minute" if minutes == 1 else f"{minutes} minutes"


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
    "captcha_refused": _fixed(
        "Code de sécurité refusé",
        "Le code de sécurité n’est pas le bon, ou il n’est plus valable.",
        "Saisissez à nouveau votre mot de passe, puis recopiez le nouveau code affiché.",
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
