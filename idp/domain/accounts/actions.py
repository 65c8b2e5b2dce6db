"""Signing in: proving who one is, and what follows when it is proved."""

from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import bindparam, update

from idp.domain import audit, clock, outbox
from idp.domain.accounts import mails, passwords
from idp.domain.accounts.credentials import Credentials, find_credentials
from idp.domain.accounts.errors import WrongCredentials
from idp.domain.accounts.models import Account
from idp.domain.accounts.queries import canonical_email
from idp.domain.actor import Actor
from idp.domain.db import db, transaction
from idp.domain.known_browsers.actions import recognise
from idp.domain.known_browsers.names import name_browser
from idp.domain.known_browsers.queries import is_known_browser
from idp.domain.throttling import limits
from idp.domain.throttling.actions import Reservation, cancel, release, reserve
from idp.domain.throttling.errors import Throttled
from idp.mail import Message

_columns: Any = Account.__table__.c
_REHASH = (
    update(Account)
    .where(_columns.id == bindparam("its_id"), _columns.password_hash == bindparam("old_hash"))
    .values(password_hash=bindparam("new_hash"))
)


@dataclass(frozen=True, slots=True)
class Authentication:
    """A person who proved to hold an account. `note_success` completes the sign-in.

    `new_hash` replaces the hash when its parameters are no longer those of the settings.
    """

    credentials: Credentials
    reservation: Reservation
    new_hash: str | None

    @property
    def account_id(self) -> int:
        """The account that was proved."""
        return self.credentials.account_id


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """From where, and for what, a person signs in. `browser_token` is None in a new browser."""

    session_hash: str
    browser_token: str | None
    user_agent: str
    service_key: str | None
    service_label: str


def authenticate(
    email: str, password: str, *, by: Actor, browser_token: str | None = None
) -> Authentication:
    """Check an address and a password, as typed.

    Raises WrongCredentials, the same for every reason; Throttled after too many failures;
    Unavailable when too many hashes are under way. What a failure leaves behind is committed
    apart. Hold no database connection meanwhile: this waits and computes.
    """
    canonical = canonical_email(email)
    reservation = _reserve(canonical, by, browser_token)
    try:
        found = find_credentials(canonical)
        is_right = passwords.verify(found.usable_hash if found else None, password)
        reason = found.reason_to_refuse(is_right=is_right) if found else "unknown"
        if found is not None and reason is None:
            return Authentication(found, reservation, _renewed_hash(found, password))
    except BaseException:
        cancel(reservation)
        raise
    with transaction() as connection:
        release(connection, reservation, success=False)
        audit.record(
            connection,
            "sign_in.failed",
            by=by,
            account_id=found.account_id if found else None,
            result="refused",
            reason=reason,
        )
    raise WrongCredentials


def note_success(signed_in: Authentication, visit: Visit, *, by: Actor) -> str | None:
    """Complete a sign-in, in the business transaction, which also starts the session.

    Returns the token that the browser's recognition cookie shall hold, when it must change: the
    browser is then new for this account, and its holder gets a mail.
    """
    account_id = signed_in.account_id
    release(db.session, signed_in.reservation, success=True)
    _keep_new_hash(signed_in)
    audit.record(
        db.session,
        "sign_in.succeeded",
        by=replace(by, kind="account", account_id=account_id),
        account_id=account_id,
        service=visit.service_key,
        session_hash=visit.session_hash,
    )
    new_token = recognise(db.session, account_id, visit.browser_token)
    if new_token is not None:
        outbox.put_mail(db.session, _new_browser_notice(signed_in.credentials, visit))
    return new_token


def _reserve(canonical: str, by: Actor, browser_token: str | None) -> Reservation:
    if browser_token and is_known_browser(canonical, browser_token):
        account = limits.known_browser_limit(canonical, browser_token)
    else:
        account = limits.account_limit(canonical)
    try:
        return reserve([account, limits.address_limit(by.address)])
    except Throttled as refusal:
        with transaction() as connection:
            audit.record(
                connection,
                "sign_in.throttled",
                by=by,
                result="refused",
                reason=refusal.data["scope"],
            )
        raise


def _renewed_hash(found: Credentials, password: str) -> str | None:
    is_outdated = found.password_hash is not None and passwords.needs_rehash(found.password_hash)
    return passwords.hash_password(password) if is_outdated else None


def _keep_new_hash(signed_in: Authentication) -> None:
    if signed_in.new_hash is not None:
        values = {
            "its_id": signed_in.account_id,
            "old_hash": signed_in.credentials.password_hash,
            "new_hash": signed_in.new_hash,
        }
        db.session.execute(_REHASH, values)


def _new_browser_notice(holder: Credentials, visit: Visit) -> Message:
    return mails.new_browser_sign_in(
        to=holder.email,
        name=f"{holder.given_name} {holder.family_name}",
        at=clock.now(),
        browser=name_browser(visit.user_agent),
        service_label=visit.service_label,
    )
