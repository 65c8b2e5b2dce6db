"""What sign-ins tell the holder of an account, by mail."""

from collections.abc import Iterable

from idp.domain import db, outbox
from idp.domain.known_browsers.names import name_browser
from idp.domain.sign_in import mails
from idp.domain.sign_in.credentials import Credentials
from idp.domain.throttling.counters import is_full
from idp.domain.throttling.limits import Limit
from idp.ground import clock


def tell_new_browser(
    executor: db.Executor,
    holder: Credentials,
    *,
    user_agent: str,
    service_label: str,
    session_hash: str,
) -> None:
    """Tell that the account was opened from a browser never used for it; once a session."""
    mail = mails.new_browser_sign_in(
        to=holder.email,
        name=holder.name,
        at=clock.now(),
        browser=name_browser(user_agent),
        service_label=service_label,
    )
    outbox.put_mail(executor, mail, key=f"new_browser_sign_in {session_hash}")


def tell_if_paused(
    executor: db.Executor, holder: Credentials | None, counted: Iterable[Limit]
) -> None:
    """Tell that so many sign-ins failed that the next ones must wait; once an hour at most.

    Call it once the failure is counted under the limits of the account. Without a holder the
    counters are read all the same: the answer takes as long whether the account exists or not.
    """
    full = [limit for limit in counted if is_full(executor, limit)]
    if not full or holder is None or not holder.signs_in_here:
        return
    limit = max(full, key=lambda each: each.window)
    now = clock.now()
    mail = mails.sign_in_paused(
        to=holder.email,
        name=holder.name,
        at=now,
        failures=limit.failures,
        pause=limit.window,
        is_known_browser=limit.scope == "browser",
    )
    outbox.put_mail(executor, mail, key=f"sign_in_paused {holder.account_id} {now:%Y-%m-%dT%H}")
