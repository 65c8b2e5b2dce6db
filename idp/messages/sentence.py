"""What a person reads when a fact stops an action: one sentence, and what to do next."""

from typing import NamedTuple


class Sentence(NamedTuple):
    """A title for a page of its own, the sentence, and what to do next.

    In a table, `{most}` stands for what the fact tells by that name, `{wait}` for the time to
    let pass, which it tells as `retry_after`, `{corrections}` for the sentences of its `faults`.
    """

    title: str
    text: str
    next_step: str

    @property
    def whole(self) -> str:
        """The sentence and what to do next, as a form shows them."""
        return f"{self.text} {self.next_step}"


def line_refused(title: str, subject: str) -> Sentence:
    """A line of text that is empty, longer than `most`, or cannot be printed."""
    return Sentence(
        title,
        f"{subject} est vide, trop long, ou contient des caractères invisibles.",
        "Écrivez de 1 à {most} caractères.",
    )
