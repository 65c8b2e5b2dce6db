"""Attack row WB-21: what strangers write stays on its line."""

import json
import logging

import pytest

from tests.web_kit.conftest import AppFactory
from web_kit.correlation import correlation_id
from web_kit.logs import CorrelationFilter, JsonFormatter, TextFormatter, setup_logging

NASTY = "a\r\nb\x1b[31mc\u202ed\u2028e\x7f"


def record_of(message: str) -> logging.LogRecord:
    record = logging.LogRecord("efp", logging.INFO, "", 0, message, None, None)
    CorrelationFilter().filter(record)
    return record


def test_json_keeps_one_line_and_nothing_live() -> None:
    line = JsonFormatter().format(record_of(NASTY))
    assert line.isascii()
    assert line.isprintable()
    assert json.loads(line)["message"] == NASTY


def test_text_keeps_one_line_and_nothing_live() -> None:
    line = TextFormatter().format(record_of(NASTY))
    assert line == "INFO efp: a\\u000d\\u000ab\\u001b[31mc\\u202ed\\u2028e\\u007f"


def test_a_line_bears_the_reference_that_the_person_sees(make_app: AppFactory) -> None:
    with make_app().test_request_context("/jeton"):
        record = record_of("x")
        entry = json.loads(JsonFormatter().format(record))
        assert entry["correlation_id"] == correlation_id()
        assert TextFormatter().format(record).endswith(f"[{correlation_id()}]")
    assert json.loads(JsonFormatter().format(record_of("x")))["correlation_id"] is None


def test_a_traceback_is_part_of_its_record(capsys: pytest.CaptureFixture[str]) -> None:
    root = logging.getLogger()
    level, handlers = root.level, root.handlers[:]
    root.handlers = []  # or those of pytest would be closed
    try:
        setup_logging("info", json=True)
        try:
            raise RuntimeError("reason")
        except RuntimeError:
            logging.getLogger("efp").exception("failed")
    finally:
        root.handlers, root.level = handlers, level
    [line] = capsys.readouterr().err.splitlines()
    assert "RuntimeError: reason" in json.loads(line)["message"]
