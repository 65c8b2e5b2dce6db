"""One message of each kind, as hostile a person would get it."""

from datetime import UTC, datetime, timedelta

from idp.domain.known_browsers.names import BrowserNames
from idp.domain.sign_in import mails

#: By name of template: what a hostile and a quiet person would get.
MESSAGES = {
    "new_browser_sign_in": mails.new_browser_sign_in(
        to="ra@demo.test",
        name="Anaïs <b>L’Hermitte</b>",
        at=datetime(2026, 7, 1, 22, 5, tzinfo=UTC),
        browser=BrowserNames("Firefox", "Windows"),
        service_label="SOFFi",
    ),
    "sign_in_paused": mails.sign_in_paused(
        to="ra@demo.test",
        name="Anaïs <b>L’Hermitte</b>",
        at=datetime(2026, 12, 1, 7, 30, tzinfo=UTC),
        failures=10,
        pause=timedelta(minutes=5),
        is_known_browser=False,
    ),
}
