"""How people come to work in EFP Admin."""

from sqlalchemy import select

from idp.domain import audit, clock
from idp.domain.accounts.queries import find_by_email
from idp.domain.actor import Actor
from idp.domain.catalogue.queries import get_service
from idp.domain.db import db
from idp.domain.staff.errors import AccountUnknown, ScopeMismatch
from idp.domain.staff.models import Rank, StaffMember


def appoint(email: str, rank: Rank, service_key: str | None, *, by: Actor) -> None:
    """Give the account of `email` a rank; over one service, unless it is an administrator.

    Raises AccountUnknown, ServiceUnknown or ScopeMismatch.
    """
    if (rank == "administrator") != (service_key is None):
        raise ScopeMismatch
    account = find_by_email(email)
    if account is None:
        raise AccountUnknown(email=email)
    service_id = get_service(service_key).id if service_key else None
    member = db.session.scalar(
        select(StaffMember).where(
            StaffMember.account_id == account.id,
            StaffMember.service_id.is_not_distinct_from(service_id),
        )
    ) or StaffMember(account_id=account.id, service_id=service_id, created_at=clock.now())
    member.rank = rank
    db.session.add(member)
    db.session.flush()
    audit.record(
        db.session, "staff.appointed", by=by, account_id=account.id, service=service_key,
        data={"rank": rank},
    )  # fmt: skip
