"""What a person without habilitation reads: one page, whose words follow `access.status`."""

from dataclasses import dataclass
from datetime import datetime

from flask import Response, make_response, render_template

from rp_kit.federation import current_federation
from rp_kit.ground import clock
from rp_kit.person import AccessStatus, Person


@dataclass(frozen=True)
class Refusal:
    """The words for one status; `request` is shown only with the provider's page for it."""

    sentence: str
    request_question: str = ""
    request_label: str = ""
    title: str = "Vous n’avez pas encore accès au service numérique {label}."


_BY_MANAGER = (
    "L’accès est donné par le responsable des accès en charge de gérer les habilitations "
    "pour votre organisation."
)
_REFUSALS: dict[AccessStatus, Refusal] = {
    # Guide SOFFi, chapter 4.
    "first_comer": Refusal(
        "Vous êtes la première personne à accéder à cette application pour votre entreprise. "
        "Vous devez devenir Responsable des accès pour gérer les habilitations de vos "
        "collaborateurs.",
        "Voulez-vous devenir Responsable des accès pour votre entreprise ?",
        "Demander l’accès",
    ),
    # Guide SOFFi, chapter 5.
    "may_request": Refusal(
        _BY_MANAGER,
        "Vous souhaitez demander un accès au service numérique {label} ?",
        "Demander l’accès",
    ),
    # Guide EDOF, chapter 2.
    "code_needed": Refusal(
        "Aucune personne n’est identifiée comme responsable des accès au sein de votre "
        "entreprise. Un code responsable des accès, reçu par e-mail ou courrier postal, est "
        "nécessaire pour accéder au service numérique.",
        "Vous avez reçu un code responsable des accès par e-mail ou courrier postal ?",
        "Saisir le code",
    ),
    "pending": Refusal(
        "Dès que votre responsable des accès aura validé votre accès, vous recevrez un e-mail "
        "vous invitant à vous connecter sur ce site pour y effectuer vos démarches.",
        "",
        "Suivre ma demande",
    ),
    "expired": Refusal(
        f"Votre habilitation est arrivée à sa date de fin. {_BY_MANAGER}",
        "Vous souhaitez demander de nouveau un accès au service numérique {label} ?",
        "Demander l’accès",
        title="Vous n’avez plus accès au service numérique {label}.",
    ),
    "suspended": Refusal(
        "Votre habilitation est suspendue. Votre responsable des accès peut la rétablir.",
        title="Vous n’avez plus accès au service numérique {label}.",
    ),
    "not_enlisted": Refusal(
        "Aucun établissement de votre entreprise n’est inscrit à ce service numérique. "
        "Adressez-vous à l’assistance du service.",
    ),
    "not_allowed": Refusal(
        "Votre compte ne permet pas d’accéder à ce service numérique.",
        title="Vous n’avez pas accès au service numérique {label}.",
    ),
}


def find_refusal(person: Person) -> Response | None:
    """Return the page for a person without habilitation; None for a person who has one."""
    if person.habilitations:
        return None
    service = current_federation().service
    access = person.access
    # "granted" without a habilitation would break the contract; then nothing is promised.
    refusal = _REFUSALS.get(access.status, _REFUSALS["not_allowed"])
    html = render_template(
        "rp_kit/access.html",
        layout=service.layout,
        service=service,
        access=access,
        title=refusal.title.format(label=service.label),
        sentence=refusal.sentence,
        request_question=refusal.request_question.format(label=service.label),
        request_label=refusal.request_label,
        requested_at=_requested_at(person),
    )
    return make_response(html, 403)


def _requested_at(person: Person) -> datetime | None:
    requested_at = person.access.requested_at
    if person.access.status != "pending" or requested_at is None:
        return None
    return requested_at.astimezone(clock.PARIS)
