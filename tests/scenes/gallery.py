"""The page of all components: what is right there, in every view, is right on every page."""

from tests.scenes.acts import go, look_into_menu
from tests.scenes.scene import Scene

PAGE = "/demo/composants"

_GALLERY = (
    Scene("gallery", "Composants", go("provider", PAGE), stands_for_page=True),
    Scene(
        "gallery-menu",
        "Composants",
        look_into_menu("provider", f"{PAGE}?menu=services"),
        says="Mes services",
        stands_for_page=True,
    ),
    Scene(
        "gallery-menu-bare",
        "Composants",
        look_into_menu("provider", f"{PAGE}?menu=sans-service"),
        stands_for_page=True,
    ),
)
GALLERY = {"gallery": _GALLERY}
