"""The profile menu: who is signed in, the other services, « Me déconnecter »."""

from typing import Any
from urllib.parse import urlsplit

from rp_kit import paths
from rp_kit.federation import current_federation
from rp_kit.guard import find_person
from rp_kit.person import Person
from rp_kit.sessions.database import DatabaseDown


def find_account_menu() -> dict[str, Any] | None:
    """Return the menu of who is signed in. None, too, when the sessions cannot be read:

    the page that says so has this menu's place as well.
    """
    try:
        person = find_person()
    except DatabaseDown:
        return None
    return _menu(person) if person is not None else None


def _menu(person: Person) -> dict[str, Any]:
    public_url = current_federation().settings.public_url
    items = [{"label": "Me déconnecter", "url": paths.SIGN_OUT, "method": "post"}]
    # A link to a page of the provider only if the provider named one.
    if manage_url := person.access.manage_url:
        items.insert(0, {"label": "Gérer les accès de mon entreprise", "url": manage_url})
    services = [
        {"label": each.label, "url": each.url, "current": _origin(each.url) == public_url}
        for each in person.services
    ]
    return {
        "name": person.display_name,
        "initials": _initials(person),
        "services": services,
        "items": items,
    }


def _initials(person: Person) -> str:
    words = (person.given_name, person.family_name)
    return "".join(word[0] for word in words if word).upper() or person.display_name[:1].upper()


def _origin(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"
