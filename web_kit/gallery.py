"""Every state of every component on one page, for whoever draws pages, and for the tests.

An application that wants it registers the blueprint under an address of its choice; production
never does. A new state of a component is one more line below.
"""

from dataclasses import dataclass
from typing import Any

from flask import Blueprint, render_template, request

from web_kit import gallery_samples as samples
from web_kit.routes import page

blueprint = Blueprint("gallery", __name__)


@dataclass(frozen=True)
class Component:
    """A macro, and what it is given in each of its states, by the words for the state."""

    title: str
    macro: str
    states: dict[str, dict[str, Any]]


SHOWN = (
    Component(
        "Alertes",
        "alert",
        {
            "information": {"kind": "info", "title": "Vous n’avez encore accès à aucun service"},
            "succès": {"kind": "success", "title": "Votre mot de passe est changé"},
            "avertissement": {
                "kind": "warning",
                "title": "Votre habilitation prend fin dans huit jours",
            },
            "erreur": {"kind": "error", "title": "L’identifiant ou le mot de passe est incorrect"},
            "information et texte": {"kind": "info", "title": "À savoir", "text": samples.TEXT},
            "succès et texte": {"kind": "success", "title": "C’est fait", "text": samples.TEXT},
            "avertissement et texte": {
                "kind": "warning",
                "title": "Attention",
                "text": samples.TEXT,
            },
            "erreur et texte": {"kind": "error", "title": "C’est impossible", "text": samples.TEXT},
        },
    ),
    Component(
        "Bandeaux d’annonce",
        "notice",
        {
            "information": {"severity": "info", "title": "", "text": samples.TEXT},
            "avertissement": {"severity": "warning", "title": "", "text": samples.TEXT},
            "avec un titre": {"severity": "info", "title": "Maintenance", "text": samples.TEXT},
        },
    ),
    Component(
        "Mise en avant", "callout", {"texte": {"title": "Bon à savoir", "text": samples.TEXT}}
    ),
    Component(
        "Étiquettes",
        "badge",
        {
            "information": {"kind": "info", "label": "Données d’exemple"},
            "succès": {"kind": "success", "label": "Publiée"},
            "avertissement": {"kind": "warning", "label": "Brouillon"},
            "erreur": {"kind": "error", "label": "Refusée"},
        },
    ),
    Component(
        "Tuiles",
        "tile",
        {
            "avec lien et texte": {"title": "SOFFi", "text": samples.TEXT, "url": "#contenu"},
            "avec lien": {"title": "EDOF", "text": "", "url": "#contenu"},
            "sans lien": {"title": "MAF", "text": samples.TEXT, "url": ""},
        },
    ),
    Component("Données", "data_list", {"plusieurs": {"pairs": samples.PAIRS}}),
    Component(
        "Avancement",
        "progress",
        {
            "rien": {"value": 0, "max": 10, "label": "0 partie transmise sur 10"},
            "en cours": {"value": 4, "max": 10, "label": "4 parties transmises sur 10"},
            "fini": {"value": 10, "max": 10, "label": "10 parties transmises sur 10"},
        },
    ),
)
FILLED_IN = (
    Component("Jeton d’un formulaire", "csrf", {"invisible": {}}),
    Component("Bouton de la touche Entrée", "default_button", {"invisible": {}}),
    Component(
        "Résumé des erreurs",
        "error_summary",
        {
            "aucune": {"form": samples.EMPTY},
            "une": {"form": samples.ONE_FAULT},
            "plusieurs": {"form": samples.FAULTS},
        },
    ),
    Component(
        "Champs de saisie",
        "field",
        {
            "vide": {"field": samples.EMPTY.email},
            "rempli": {"field": samples.ONE_FAULT.email, "type": "email", "autocomplete": "email"},
            "avec aide et erreur": {"field": samples.FAULTS.email, "hint": samples.HINT},
        },
    ),
    Component(
        "Mots de passe",
        "password",
        {
            "vide": {"field": samples.EMPTY.password, "autocomplete": "new-password"},
            "avec erreur": {
                "field": samples.ONE_FAULT.password,
                "autocomplete": "current-password",
            },
            "avec deux erreurs": {
                "field": samples.FAULTS.password,
                "autocomplete": "current-password",
            },
        },
    ),
    Component(
        "Boutons",
        "button",
        {
            "principal": {"label": "Enregistrer"},
            "secondaire": {"label": "Annuler", "kind": "secondary"},
            "tertiaire": {"label": "Plus tard", "kind": "tertiary"},
            "avec icône": {"label": "Recommencer", "kind": "tertiary", "icon": "refresh-line"},
            "large": {"label": "Je m’identifie", "wide": True},
            "sans contrôle": {"label": "Abandonner", "name": "abandonner", "checks": False},
            "lien": {"label": "Ouvrir", "url": "#contenu"},
            "lien secondaire": {"label": "Revenir", "kind": "secondary", "url": "#contenu"},
        },
    ),
    Component(
        "Code de sécurité",
        "captcha",
        {
            "vide": {"field": samples.EMPTY.captcha, "challenge": samples.CHALLENGES[0]},
            "avec assistance": {
                "field": samples.ONE_FAULT.captcha,
                "challenge": samples.CHALLENGES[1],
                "help": {"phone": "01 02 03 04 05", "hours": "du lundi au vendredi", "url": "/"},
            },
            "avec erreur et téléphone": {
                "field": samples.FAULTS.captcha,
                "challenge": samples.CHALLENGES[2],
                "help": {"phone": "01 02 03 04 05"},
            },
            "avec assistance en ligne": {
                "field": samples.FILLED.captcha,
                "challenge": samples.CHALLENGES[3],
                "help": {"url": "/"},
            },
        },
    ),
)


@blueprint.route("", methods=["GET", "POST"])
@page
def show() -> str:
    """Draw the page. `menu` names the account menu that it has: its way out leads to none."""
    return render_template(
        "web_kit/gallery.html",
        shown=SHOWN,
        filled_in=FILLED_IN,
        account_menu=samples.MENUS.get(request.args.get("menu", "")),
        menus=samples.MENUS,
    )
