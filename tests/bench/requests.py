"""One sign-in, request by request: what each asks of the database, and what it costs."""

from collections.abc import Iterator
from statistics import median

from idp import settings
from idp.app import create_app
from tests.fixtures.costs import Cost, Meter
from tests.fixtures.domain import close_database
from tests.oidc.party import register

#: The first ones warm up.
TIMES, WARM = 24, 4


def lines(present: settings.Settings) -> Iterator[str]:
    """Weigh the requests of a sign-in in a new browser, in this process and without a network."""
    app = create_app(present)
    meter = Meter(app)
    weighed = []
    for _ in range(TIMES):
        meter.costs.clear()
        party = register(app, service="soffi")
        party.userinfo(party.tokens()["access_token"])
        weighed.append(list(meter.costs))
    close_database(app)
    yield f"{'one sign-in in a new browser, in process':42}{'CPU ms':>9}{'statements':>12}"
    for requests in zip(*weighed[WARM:], strict=True):
        yield _line(requests)


def _line(requests: tuple[Cost, ...]) -> str:
    cpu = median(cost.cpu_ms for cost in requests)
    return f"{requests[0].request:42}{cpu:9.2f}{requests[-1].statements:12}"
