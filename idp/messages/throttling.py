"""Who tries too often."""

from idp.messages.sentence import Sentence

SENTENCES = {
    "throttled": Sentence(
        "Trop de tentatives",
        "Trop de tentatives ont échoué.",
        "Par sécurité, réessayez dans {wait}.",
    ),
}
