"""Invented figures: SOFFi is a demonstration, only the person and the rights are real."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Campaign:
    """One yearly collection of ESF, counted in parts of the declaration."""

    label: str
    parts: int
    not_sent: int
    sent: int
    changed: int
    being_changed: int
    last_change_on: date


CAMPAIGN = Campaign(
    label="Campagne ESF 2025",
    parts=10,
    not_sent=4,
    sent=2,
    changed=1,
    being_changed=3,
    last_change_on=date(2026, 10, 14),
)
