"""One random name for each request, told to the person, to the program and to the log."""

import secrets

from flask import has_request_context

from web_kit.request_state import request_state

HEADER = "X-Correlation-Id"


def correlation_id() -> str:
    """Return the correlation id of this request; outside a request, a fresh one."""
    if not has_request_context():
        return secrets.token_hex(8)
    state = request_state()
    if state.correlation_id is None:
        state.correlation_id = secrets.token_hex(8)
    return state.correlation_id
