"""Digital services and their roles."""

from idp.messages.sentence import Sentence

SENTENCES = {
    "role_unknown": Sentence(
        "Rôle introuvable",
        "Ce service numérique n’a pas de rôle de ce nom.",
        "Vérifiez le nom du rôle.",
    ),
    "service_unknown": Sentence(
        "Service introuvable",
        "Aucun service numérique ne porte ce nom.",
        "Vérifiez le nom du service.",
    ),
}
