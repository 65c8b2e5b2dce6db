"""One record, one line on standard error, whatever strangers put in it."""

import logging
import re
import sys
from datetime import UTC, datetime
from json import dumps

from flask import has_request_context

from web_kit.correlation import correlation_id

# C0 and C1 controls, line separators, and what reverses or hides text on a terminal.
_UNSAFE = re.compile(
    "[\x00-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]"
)


def encode_controls(text: str) -> str:
    """Replace characters that would break or disguise a log line by their visible escapes."""
    return _UNSAFE.sub(lambda match: f"\\u{ord(match.group()):04x}", text)


class CorrelationFilter(logging.Filter):
    """Gives each record the correlation id of its request, or none."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Keep every record."""
        record.correlation_id = correlation_id() if has_request_context() else None
        return True


class TextFormatter(logging.Formatter):
    """A line for a person at a terminal."""

    def format(self, record: logging.LogRecord) -> str:
        """Return one line."""
        identifier = getattr(record, "correlation_id", None)
        suffix = f" [{identifier}]" if identifier else ""
        text = f"{record.levelname} {record.name}: {_message(record)}{suffix}"
        return encode_controls(text)


class JsonFormatter(logging.Formatter):
    """A line for a machine that collects logs."""

    def format(self, record: logging.LogRecord) -> str:
        """Return one JSON object on one line."""
        entry = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": _message(record),
            "correlation_id": getattr(record, "correlation_id", None),
        }
        return dumps(entry).replace("\x7f", "\\u007f")


def setup_logging(level: str, json: bool) -> None:
    """Send all records of `level` ("INFO" …) and above to standard error, as JSON or as text."""
    handler = logging.StreamHandler(sys.stderr)
    handler.addFilter(CorrelationFilter())
    handler.setFormatter(JsonFormatter() if json else TextFormatter())
    logging.basicConfig(level=level.upper(), handlers=[handler], force=True)


def _message(record: logging.LogRecord) -> str:
    if record.exc_info:
        return f"{record.getMessage()}\n{logging.Formatter().formatException(record.exc_info)}"
    return record.getMessage()
