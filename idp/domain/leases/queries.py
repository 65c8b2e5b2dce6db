"""Looking at the periodic jobs."""

from sqlalchemy import select

from idp.domain import db
from idp.domain.leases.models import JobLease


def list_leases() -> list[JobLease]:
    """The jobs that a worker has run or may run, by name."""
    return list(db.session.scalars(select(JobLease).order_by(JobLease.name)))
