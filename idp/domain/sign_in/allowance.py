"""How many tries a sign-in has, and where each is counted."""

from collections.abc import Sequence

from idp.domain import audit, db, throttling
from idp.domain.actor import Actor
from idp.domain.sign_in.credentials import Credentials
from idp.domain.throttling import Reservation, limits
from idp.domain.throttling.errors import Throttled
from idp.domain.throttling.limits import Limit


def limits_of(
    canonical: str, found: Credentials | None, *, by: Actor, browser_token: str | None
) -> list[Limit]:
    """Where a check of the password of an address in its canonical form is counted."""
    everybody = limits.address_limit(by.address)
    if browser_token and found is not None and found.browser_seen_at:
        return [limits.known_browser_limit(canonical, browser_token), everybody]
    return [
        limits.account_limit(canonical, by.address),
        limits.everywhere_limit(canonical),
        everybody,
    ]


def reserve(chosen: Sequence[Limit], *, by: Actor, has_captcha: bool) -> Reservation:
    """Reserve one check of a password. Raises Throttled, and the journal says so."""
    strict = chosen if has_captcha else [limits.without_captcha(each) for each in chosen]
    try:
        return throttling.reserve(strict)
    except Throttled as refusal:
        with db.transaction() as connection:
            audit.record(
                connection,
                "sign_in.throttled",
                by=by,
                result="refused",
                reason=refusal.data["scope"],
            )
        raise


def account_limits(reservation: Reservation) -> list[Limit]:
    """The limits of the account, among those that a check is counted under."""
    return [limit for limit in reservation.limits if limit.scope != "address"]
