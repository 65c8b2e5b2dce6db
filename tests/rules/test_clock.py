"""Every instant comes from a clock that tests and EFP_CLOCK_OFFSET can move."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.rules.sources import ROOT, module_name, product_modules, tree_of

CLOCKS = ("rp_kit.ground.clock",)
# Measuring how long something took is no instant: time.monotonic stays allowed.
FORBIDDEN = {
    "time": {"time", "time_ns", "localtime", "gmtime"},
    "datetime": {"now", "utcnow", "today"},
    "date": {"today"},
    "func": {"now", "current_timestamp", "current_date", "localtimestamp"},
}


def other_clocks(tree: ast.Module) -> Iterator[tuple[int, str]]:
    """Line and name of each use of a clock that nothing moves."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute):
            owner = ast.unparse(node.value).rpartition(".")[2]
            if node.attr in FORBIDDEN.get(owner, ()):
                yield node.lineno, f"{owner}.{node.attr}"
        elif isinstance(node, ast.ImportFrom) and node.module == "time":
            names = {alias.name for alias in node.names} & FORBIDDEN["time"]
            yield from ((node.lineno, f"time.{name}") for name in names)


def test_no_other_clock() -> None:
    faults = [
        f"{path.relative_to(ROOT)}:{line} {name}"
        for path in product_modules()
        if module_name(path) not in CLOCKS
        for line, name in other_clocks(tree_of(path))
    ]
    assert not faults, "ask the clock:\n" + "\n".join(faults)


@pytest.mark.parametrize(
    "line",
    [
        "import time; time.time()",
        "from time import time_ns",
        "import datetime; datetime.datetime.now(datetime.UTC)",
        "from datetime import datetime; default = datetime.utcnow",
        "from datetime import date; date.today()",
        "from sqlalchemy import func; func.now()",
    ],
)
def test_the_rule_sees(line: str) -> None:
    assert list(other_clocks(ast.parse(line)))


def sleeps(tree: ast.Module) -> Iterator[int]:
    """Line of each use of a sleep, by whatever name it is imported."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute):
            named = {node.attr}
        elif isinstance(node, ast.ImportFrom):
            named = {alias.name for alias in node.names}
        else:
            continue
        if "sleep" in named:
            yield node.lineno


def test_no_test_sleeps() -> None:
    faults = [
        f"{path.relative_to(ROOT)}:{line}"
        for path in sorted(Path(ROOT / "tests").rglob("*.py"))
        for line in sleeps(tree_of(path))
    ]
    assert not faults, "move the clock instead:\n" + "\n".join(faults)


@pytest.mark.parametrize(
    "line",
    [
        "import time; time.sleep(1)",
        "import time as t; t.sleep(1)",
        "from time import monotonic, sleep",
        "from time import sleep as wait; wait(1)",
        "import time; pause = time.sleep",
    ],
)
def test_the_rule_sees_a_sleep(line: str) -> None:
    assert list(sleeps(ast.parse(line)))
