"""Who holds a rank in EFP Admin."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select

from idp.domain import db
from idp.domain.accounts.models import Account
from idp.domain.catalogue.models import DigitalService
from idp.domain.staff.models import RANKS, Rank, StaffMember


@dataclass(frozen=True, slots=True)
class StaffRole:
    """A rank, and the digital service that it is limited to (None: all of them)."""

    rank: Rank
    service_label: str | None


def list_roles(sub: str) -> Sequence[StaffRole]:
    """The ranks that the person known by `sub` holds now, the highest first."""
    rows = db.session.execute(
        select(StaffMember.rank, DigitalService.label)
        .join(Account, Account.id == StaffMember.account_id)
        .outerjoin(DigitalService, DigitalService.id == StaffMember.service_id)
        .where(Account.sub == sub, Account.is_active)
    )
    roles = [StaffRole(rank, label) for rank, label in rows]
    return sorted(roles, key=lambda role: (RANKS.index(role.rank), role.service_label or ""))
