"""Signing in: proving who one is, and entering when it is proved."""

from dataclasses import dataclass, field, replace

from sqlalchemy import bindparam, update

from idp.domain import audit, browser_sessions, db, throttling
from idp.domain.accounts import passwords
from idp.domain.accounts.models import Account
from idp.domain.accounts.queries import canonical_email
from idp.domain.actor import Actor
from idp.domain.browser_sessions import Assurance
from idp.domain.browser_sessions.queries import SessionView
from idp.domain.known_browsers import actions as known_browsers
from idp.domain.sign_in import alerts, allowance
from idp.domain.sign_in.credentials import Credentials, find_credentials
from idp.domain.sign_in.errors import WrongCredentials
from idp.domain.throttling import Reservation
from idp.domain.tokens import token_hash
from idp.ground.errors import Unavailable

#: What a password alone is worth.
BY_PASSWORD = Assurance(acr="eidas1", amr=("pwd",))

_REHASH = (
    update(Account)
    .where(Account.id == bindparam("its_id"), Account.password_hash == bindparam("old_hash"))
    .values(password_hash=bindparam("new_hash"))
)


@dataclass(frozen=True, slots=True)
class Authentication:
    """A person who proved to hold an account. `enter` completes the sign-in.

    `assurance` says how; `new_hash` replaces the hash when its parameters are no longer those of
    the settings.
    """

    credentials: Credentials
    assurance: Assurance
    new_hash: str | None

    @property
    def account_id(self) -> int:
        """The account that was proved."""
        return self.credentials.account_id


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """From which browser, and for what, a person signs in.

    The browser holds the session `replacing`, if it holds any, and will carry `cookie`;
    `browser_token` is what its recognition cookie holds, None in a new browser.
    """

    cookie: str = field(repr=False)
    replacing: SessionView | None
    browser_token: str | None = field(repr=False)
    user_agent: str
    service_key: str | None
    service_label: str


@dataclass(frozen=True, slots=True)
class Entrance:
    """A session that has begun, and what the browser's recognition cookie shall hold from now on.

    `new_browser_token` is None when that cookie may stay as it is.
    """

    session: SessionView
    new_browser_token: str | None = field(repr=False)


def authenticate(
    email: str,
    password: str,
    *,
    by: Actor,
    browser_token: str | None = None,
    has_captcha: bool = True,
) -> Authentication:
    """Check an address and a password, as typed.

    Fewer failures are let through when the captcha is out of order (`has_captcha` is false).

    Raises WrongCredentials, the same for every reason; Throttled after too many failures;
    Unavailable when too many hashes are under way. What a failure leaves behind is committed
    apart: this comes before the first change of the request.
    """
    canonical = canonical_email(email)
    found = find_credentials(canonical, browser_token)
    limits = allowance.limits_of(canonical, found, by=by, browser_token=browser_token)
    reservation = allowance.reserve(limits, by=by, has_captcha=has_captcha)
    try:
        is_right = passwords.verify(found.usable_hash if found else None, password)
    except BaseException:
        throttling.give_back(reservation)
        raise
    reason = found.reason_to_refuse(is_right=is_right) if found else "unknown"
    if found is None or reason is not None:
        _note_failure(found, reason, reservation, by)
        raise WrongCredentials
    # At once, whatever becomes of the rest of the request.
    throttling.give_back(reservation)
    return Authentication(found, BY_PASSWORD, _renewed_hash(found, password))


def enter(signed_in: Authentication, visit: Visit, *, by: Actor) -> Entrance:
    """Complete a sign-in, in the business transaction: its session begins.

    The holder gets a mail when the browser is new for this account. Raises WrongCredentials if
    the account was disabled since its password was checked.
    """
    session = browser_sessions.start(
        signed_in.credentials,
        visit.cookie,
        replacing=visit.replacing,
        assurance=signed_in.assurance,
        by=by,
    )
    if session is None:
        raise WrongCredentials
    session_hash = token_hash(session.sid)
    _keep_new_hash(signed_in)
    audit.record(
        db.session,
        "sign_in.succeeded",
        by=replace(by, kind="account", account_id=session.account_id),
        account_id=session.account_id,
        service=visit.service_key,
        session_hash=session_hash,
    )
    new_token = known_browsers.recognise(
        db.session, session.account_id, visit.browser_token, signed_in.credentials.browser_seen_at
    )
    if new_token is not None:
        alerts.tell_new_browser(
            db.session,
            signed_in.credentials,
            user_agent=visit.user_agent,
            service_label=visit.service_label,
            session_hash=session_hash,
        )
    return Entrance(session, new_token)


def _note_failure(
    found: Credentials | None, reason: str | None, reservation: Reservation, by: Actor
) -> None:
    with db.transaction() as connection:
        throttling.count_failure(connection, reservation)
        alerts.tell_if_paused(connection, found, allowance.account_limits(reservation))
        audit.record(
            connection,
            "sign_in.failed",
            by=by,
            account_id=found.account_id if found else None,
            result="refused",
            reason=reason,
        )


def _renewed_hash(found: Credentials, password: str) -> str | None:
    if found.password_hash is None or not passwords.needs_rehash(found.password_hash):
        return None
    try:
        return passwords.hash_password(password)
    except Unavailable:  # the person has proved who he is: the next sign-in may renew it
        return None


def _keep_new_hash(signed_in: Authentication) -> None:
    if signed_in.new_hash is not None:
        values = {
            "its_id": signed_in.account_id,
            "old_hash": signed_in.credentials.password_hash,
            "new_hash": signed_in.new_hash,
        }
        db.session.execute(_REHASH, values)
