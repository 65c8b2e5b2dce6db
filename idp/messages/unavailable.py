"""What cannot answer now."""

from idp.messages.sentence import Sentence

SENTENCES = {
    "unavailable": Sentence(
        "Service momentanément indisponible",
        "EFP Connect ne peut pas répondre pour l’instant. Rien n’est perdu.",
        "Réessayez dans quelques instants.",
    ),
}
