"""Authorization codes."""

from idp.messages.sentence import Sentence

SENTENCES = {
    "code_refused": Sentence(
        "Connexion à recommencer",
        "Cette connexion n’est plus valable.",
        "Retournez sur votre service et connectez-vous à nouveau.",
    ),
}
