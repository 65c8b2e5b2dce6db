"""Rows that nobody can use any more: each feature says which of its own those are."""

import logging

from idp.domain.browser_sessions import actions as browser_sessions
from idp.domain.captcha import actions as captcha
from idp.domain.grants import actions as grants
from idp.domain.known_browsers import actions as known_browsers
from idp.domain.outbox import actions as outbox
from idp.domain.throttling import actions as throttling

log = logging.getLogger(__name__)

PURGES = (
    captcha.purge_expired,
    grants.purge_expired,
    browser_sessions.purge_expired,
    known_browsers.purge_expired,
    outbox.purge_expired,
    throttling.purge_expired,
)


class PurgeFailed(Exception):
    """Some purges failed; the log says how, and the message which."""


def purge_all() -> int:
    """Delete what has expired, in every feature; returns how many rows.

    Raises PurgeFailed, once all have had their turn.
    """
    count, failed = 0, []
    for purge in PURGES:
        try:
            count += purge()
        except Exception:
            failed.append(purge.__module__)
            log.exception("purge of %s failed", purge.__module__)
    if failed:
        raise PurgeFailed(", ".join(failed))
    return count
