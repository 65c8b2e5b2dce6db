"""The profile menu: who is signed in, the other services, « Me déconnecter »."""

from dataclasses import dataclass
from typing import Literal
from urllib.parse import urlsplit

from rp_kit import paths
from rp_kit.federation import current_federation
from rp_kit.guard import find_person
from rp_kit.person import Person
from rp_kit.sessions.database import DatabaseDown


@dataclass(frozen=True)
class MenuItem:
    """A link, or a button that sends a form."""

    label: str
    url: str
    method: Literal["get", "post"] = "get"


@dataclass(frozen=True)
class MenuService:
    """A service of the switcher; the current one is marked."""

    label: str
    url: str
    current: bool


@dataclass(frozen=True)
class AccountMenu:
    """What the layout shows at the top right."""

    name: str
    initials: str
    items: tuple[MenuItem, ...]
    services: tuple[MenuService, ...]


def find_account_menu() -> AccountMenu | None:
    """Return the menu of who is signed in. None, too, when the sessions cannot be read:

    the page that says so has this menu's place as well.
    """
    try:
        person = find_person()
    except DatabaseDown:
        return None
    return _menu(person) if person is not None else None


def _menu(person: Person) -> AccountMenu:
    public_url = current_federation().settings.public_url
    items = [MenuItem("Me déconnecter", paths.SIGN_OUT, "post")]
    # A link to a page of the provider only if the provider named one.
    if person.access.manage_url:
        items.insert(0, MenuItem("Gérer les accès de mon entreprise", person.access.manage_url))
    services = (
        MenuService(service.label, service.url, _origin(service.url) == public_url)
        for service in person.services
    )
    return AccountMenu(person.display_name, _initials(person), tuple(items), tuple(services))


def _initials(person: Person) -> str:
    words = (person.given_name, person.family_name)
    return "".join(word[0] for word in words if word).upper() or person.display_name[:1].upper()


def _origin(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"
