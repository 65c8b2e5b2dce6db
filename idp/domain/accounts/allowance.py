"""How many tries a sign-in has, and where each is counted."""

from idp.domain import audit
from idp.domain.actor import Actor
from idp.domain.db import transaction
from idp.domain.known_browsers.queries import is_known_browser
from idp.domain.throttling import limits
from idp.domain.throttling.actions import Reservation, reserve
from idp.domain.throttling.errors import Throttled
from idp.domain.throttling.limits import Limit


def reserve_try(
    canonical: str, *, by: Actor, browser_token: str | None, has_captcha: bool
) -> Reservation:
    """Reserve one check of the password of an address in its canonical form.

    Raises Throttled, and the journal says so.
    """
    chosen = _limits(canonical, by, browser_token)
    try:
        return reserve(chosen if has_captcha else [limits.without_captcha(each) for each in chosen])
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


def account_limits(reservation: Reservation) -> list[Limit]:
    """The limits of the account, among those that a check is counted under."""
    return [limit for limit, _ in reservation.held if limit.scope != "address"]


def _limits(canonical: str, by: Actor, browser_token: str | None) -> list[Limit]:
    everybody = limits.address_limit(by.address)
    if browser_token and is_known_browser(canonical, browser_token):
        return [limits.known_browser_limit(canonical, browser_token), everybody]
    return [
        limits.account_limit(canonical, by.address),
        limits.everywhere_limit(canonical),
        everybody,
    ]
