"""What the gallery fills its components with. Nothing of it is anybody's."""

from types import SimpleNamespace
from urllib.parse import quote

from wtforms import EmailField, Form, PasswordField, StringField

TEXT = (
    "C’est le responsable des accès de votre entreprise qui donne accès à un service : "
    "adressez-vous à lui."
)
HINT = "Format attendu : nom@domaine.fr"
PAIRS = [
    ("Nom", "Camille Martin"),
    ("E-mail", "camille.martin.dont-le-nom-est-long@entreprise-exemple.test"),
    ("Poste occupé", "Non renseigné"),
]


class Sample(Form):  # type: ignore[misc]
    """One field of each kind."""

    email = EmailField("Identifiant (e-mail professionnel)")
    password = PasswordField("Mot de passe")
    captcha = StringField("Code de sécurité")


def filled(prefix: str, typed: str = "", **errors: list[str]) -> Sample:
    """A form whose fields have ids of their own, and these errors."""
    form = Sample(prefix=prefix, data={"email": typed})
    for name, told in errors.items():
        form[name].errors = told
    return form


EMPTY = filled("vide")
FILLED = filled("rempli", "camille@entreprise-exemple.test")
ONE_FAULT = filled(
    "une", "camille@entreprise-exemple.test", password=["Saisissez votre mot de passe."]
)
FAULTS = filled(
    "erreurs",
    "camille",
    email=["Cette adresse n’a pas la forme attendue."],
    password=["Douze caractères au moins.", "Au moins un chiffre."],
    captcha=["Le code de sécurité n’est pas le bon."],
)

# A picture that nobody has to read: the real ones are drawn for one person, and used once.
_PICTURE = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="250" height="60">'
    '<rect width="100%" height="100%" fill="#fff"/><text x="40" y="42" font-size="32" '
    'font-family="monospace" fill="#333">EXEMPLE</text></svg>'
)
CHALLENGES = [
    SimpleNamespace(
        uuid=f"exemple-{number}",
        form="sign_in",
        image_data_uri=f"data:image/svg+xml,{quote(_PICTURE)}",
    )
    for number in range(4)
]


def _menu(*services: tuple[str, bool]) -> SimpleNamespace:
    return SimpleNamespace(
        name="Camille Martin",
        initials="CM",
        services=[SimpleNamespace(label=it, url="/", current=current) for it, current in services],
        items=[
            SimpleNamespace(label="Gérer mon compte", url="/", method="get"),
            SimpleNamespace(label="Me déconnecter", url="?menu=", method="post"),
        ],
    )


MENUS = {
    "services": _menu(("SOFFi", True), ("Espace des organismes de formation", False)),
    "sans-service": _menu(),
}
