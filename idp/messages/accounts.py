"""Accounts."""

from idp.messages.sentence import Sentence

SENTENCES = {
    "email_taken": Sentence(
        "Adresse déjà utilisée",
        "Un compte a déjà cette adresse.",
        "Indiquez une autre adresse.",
    ),
}
