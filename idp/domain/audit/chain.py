"""What a seal is: an HMAC over an event, its place in the chain, and the seal before it."""

import hashlib
import hmac
import json
from typing import Any

from sqlalchemy import Row

from idp import settings
from idp.domain.audit.models import EVENTS
from idp.domain.encryption import derive

#: Stands for the seal before the first one.
START = ""
_NAMES = tuple(EVENTS.columns.keys())


def event_line(event: Row[Any]) -> str:
    """The event as one line of JSON in ASCII, the same on every database.

    What is null is left out, so that a column added later changes no old seal.
    """
    values = {name: value for name in _NAMES if (value := getattr(event, name)) is not None}
    values["occurred_at"] = event.occurred_at.isoformat()
    return json.dumps(values, ensure_ascii=True, separators=(",", ":"))


def seal(previous: str, seq: int, event: Row[Any]) -> str:
    """The seal number `seq` over `event`, under the present key."""
    return _seal(settings.current().encryption_key, previous, seq, event)


def is_sealed_by(mac: str, previous: str, seq: int, event: Row[Any]) -> bool:
    """Whether `mac` is that seal, under the present key or one of its fallbacks."""
    present = settings.current()
    keys = (present.encryption_key, *present.encryption_key_fallbacks)
    return any(hmac.compare_digest(mac, _seal(key, previous, seq, event)) for key in keys)


def _seal(key: str, previous: str, seq: int, event: Row[Any]) -> str:
    text = f"{previous}\n{seq}\n{event_line(event)}"
    return hmac.new(
        derive(key, "efp audit seals"), text.encode("ascii"), hashlib.sha256
    ).hexdigest()
