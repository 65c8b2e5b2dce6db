"""How people come to work in EFP Admin."""

from sqlalchemy import update

from idp.domain import audit, db
from idp.domain.accounts.errors import AccountUnknown
from idp.domain.accounts.queries import find_by_email
from idp.domain.actor import Actor
from idp.domain.catalogue.queries import get_service
from idp.domain.staff.errors import ScopeMismatch
from idp.domain.staff.models import Rank, StaffMember
from idp.domain.upsert import Upsert
from idp.ground import clock

_APPOINT = Upsert(lambda insert: insert(StaffMember).on_conflict_do_nothing())


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
    scope = {"account_id": account.id, "service_id": service_id}
    _APPOINT.execute(db.session, {**scope, "rank": rank, "created_at": clock.now()})
    db.session.execute(update(StaffMember).filter_by(**scope).values(rank=rank))
    audit.record(
        db.session, "staff.appointed", by=by, account_id=account.id, service=service_key,
        data={"rank": rank},
    )  # fmt: skip
