"""The fixtures live in tests/fixtures, one small file a subject."""

from pathlib import Path

import pytest

# First: a module that is imported before this shows no details of its failed assertions.
pytest.register_assert_rewrite("tests.fixtures", "tests.browser")

pytest_plugins = [
    "tests.fixtures.clocks",
    "tests.fixtures.programs",
    "tests.fixtures.sockets",
    "tests.fixtures.scratch",
    "tests.fixtures.postgresql",
    "tests.fixtures.addresses",
    "tests.fixtures.piste",
    "tests.fixtures.domain",
    "tests.fixtures.database",
    "tests.fixtures.journal",
    "tests.fixtures.provider",
    "tests.fixtures.served",
    "tests.fixtures.house",
]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Keep what drives Chromium in one process: one browser and one house serve them all."""
    folder = Path(__file__).parent / "browser"
    for item in items:
        if item.path.is_relative_to(folder):
            item.add_marker(pytest.mark.xdist_group("browser"))
