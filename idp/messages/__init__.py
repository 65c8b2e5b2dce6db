"""The sentences of the facts that may stop a person: one table for each feature of the domain."""

from collections.abc import Mapping

from idp.ground import french
from idp.ground.errors import DomainError
from idp.messages import (
    accounts,
    announcements,
    captcha,
    catalogue,
    clients,
    grants,
    organisations,
    sign_in,
    staff,
    throttling,
    unavailable,
)
from idp.messages.sentence import Sentence

__all__ = ["Sentence", "sentence"]


def sentence(error: DomainError) -> Sentence:
    """The French sentence of a domain error. Raises KeyError for an error without one."""
    told = dict(error.data)
    if "retry_after" in told:
        told["wait"] = french.duration(told["retry_after"])
    if "faults" in told:
        told["corrections"] = " ".join(sentence(fault).whole for fault in told["faults"])
    return Sentence(*(part.format_map(told) for part in SENTENCES[error.code]))


def put_together(*tables: Mapping[str, Sentence]) -> dict[str, Sentence]:
    """Make one table. Raises ValueError when two of them word the same fact."""
    together: dict[str, Sentence] = {}
    for table in tables:
        if twice := together.keys() & table.keys():
            raise ValueError(f"worded twice: {', '.join(sorted(twice))}")
        together.update(table)
    return together


SENTENCES = put_together(
    accounts.SENTENCES,
    announcements.SENTENCES,
    captcha.SENTENCES,
    catalogue.SENTENCES,
    clients.SENTENCES,
    grants.SENTENCES,
    organisations.SENTENCES,
    sign_in.SENTENCES,
    staff.SENTENCES,
    throttling.SENTENCES,
    unavailable.SENTENCES,
)
