"""What a service shows to a person without right: each `access.status`, in both services."""

from datetime import UTC, date, datetime
from functools import partial
from typing import Any

from sqlalchemy import Update, update

from idp.domain.catalogue.models import DigitalService, Enlistment
from idp.domain.habilitations.models import Habilitation
from tests.scenes import states
from tests.scenes.acts import Act, after, arrive, ask_again, during, go, hear
from tests.scenes.scene import Scene

NO_ACCESS = "Vous n’avez pas encore accès au service numérique"
NO_MORE_ACCESS = "Vous n’avez plus accès au service numérique"
#: Where the heading is another.
HEADINGS = {
    "expired": NO_MORE_ACCESS,
    "suspended": NO_MORE_ACCESS,
    "not_allowed": "Vous n’avez pas accès au service numérique",
}
SAYS = {
    "first_comer": "Vous êtes la première personne",
    "may_request": "L’accès est donné par le responsable des accès",
    "code_needed": "Un code responsable des accès",
    "pending": "Dès que votre responsable des accès",
    "expired": "Votre habilitation est arrivée à sa date de fin",
    "suspended": "Votre habilitation est suspendue",
    "not_enlisted": "Aucun établissement de votre entreprise",
    "not_allowed": "Votre compte ne permet pas",
}
ASKED_AT = datetime(2026, 3, 2, 9, 5, tzinfo=UTC).isoformat()
#: Where the provider's pages for access will be.
PAGE = "http://localhost:5000/acces"
SERVICES = ("soffi", "edof")


def access_name(service: str, status: str) -> str:
    """The name of the scene where a service shows a status."""
    return f"access-{status.replace('_', '-')}" + ("" if service == "soffi" else f"-{service}")


_EXPIRY = (
    update(Habilitation).values(until=date(2020, 1, 1)),
    update(Habilitation).values(until=None),
)
_SUSPENSION = (
    update(Habilitation).values(suspended_at=states.LONG_AGO),
    update(Habilitation).values(suspended_at=None),
)


def _access(service: str, status: str, act: Act, *, stands_for_page: bool = False) -> Scene:
    heading = HEADINGS.get(status, NO_ACCESS)
    name = access_name(service, status)
    return Scene(name, heading, act, says=SAYS[status], stands_for_page=stands_for_page)


def _policy(key: str, **policy: Any) -> Update:
    return update(DigitalService).where(DigitalService.key == key).values(**policy)


def _where(service: str, change: Update, back: Update) -> Act:
    return during(ask_again(service), partial(states.changed, change=change, back=back))


def _told(service: str, status: str, says: str, **access: Any) -> Scene:
    """What the provider cannot say yet: where to ask for access, and where to give it."""
    act = hear(service, status=status, **access)
    heading = HEADINGS.get(status, NO_ACCESS)
    return Scene(f"{access_name(service, status)}-told", heading, act, says=says)


_FIRST_COMER = (
    _access("soffi", "first_comer", arrive("soffi", "premier@demo.test")),
    _access("edof", "code_needed", go("edof", "/accueil")),
    _access(
        "soffi",
        "code_needed",
        _where(
            "soffi",
            _policy("soffi", first_comer_becomes_manager=False, manager_code_days=183),
            _policy("soffi", first_comer_becomes_manager=True, manager_code_days=None),
        ),
    ),
    _access(
        "edof",
        "first_comer",
        _where(
            "edof",
            _policy("edof", first_comer_becomes_manager=True),
            _policy("edof", first_comer_becomes_manager=False),
        ),
    ),
    _access(
        "soffi",
        "not_enlisted",
        _where(
            "soffi",
            _policy("soffi", requires_enlistment=True),
            _policy("soffi", requires_enlistment=False),
        ),
    ),
    _access(
        "edof",
        "not_enlisted",
        _where(
            "edof",
            # The establishments are enlisted, but in another service.
            update(Enlistment).values(service_id=states.service_id("soffi")),
            update(Enlistment).values(service_id=states.service_id("edof")),
        ),
    ),
)
_NO_RIGHTS = (
    _access("soffi", "may_request", arrive("soffi", "sans-acces@demo.test"), stands_for_page=True),
    _access("edof", "may_request", go("edof", "/accueil")),
    _access("soffi", "pending", hear("soffi", status="pending", requested_at=ASKED_AT)),
    _access("edof", "pending", hear("edof", status="pending", requested_at=ASKED_AT)),
    _told("soffi", "pending", "Suivre ma demande", requested_at=ASKED_AT, request_url=PAGE),
    _told("soffi", "first_comer", "Voulez-vous devenir Responsable", request_url=PAGE),
    _told("edof", "code_needed", "Vous avez reçu un code", request_url=PAGE),
    _told("edof", "may_request", "Vous souhaitez demander un accès", request_url=PAGE),
    _told(
        "soffi",
        "expired",
        "Vous êtes responsable des accès",
        request_url=PAGE,
        manage_url=PAGE,
        access_manager=True,
    ),
)
_FORMER = (
    _access(
        "soffi",
        "expired",
        after(arrive("soffi", "ra@demo.test"), _where("soffi", *_EXPIRY)),
    ),
    _access("edof", "expired", _where("edof", *_EXPIRY)),
    _access("soffi", "suspended", _where("soffi", *_SUSPENSION)),
    _access("edof", "suspended", _where("edof", *_SUSPENSION)),
)
_STRANGER = (
    _access("soffi", "not_allowed", arrive("soffi", "admin@demo.test")),
    _access("edof", "not_allowed", go("edof", "/accueil")),
)
ACCESS = {
    "first-comer": _FIRST_COMER,
    "no-rights": _NO_RIGHTS,
    "former": _FORMER,
    "stranger": _STRANGER,
}
