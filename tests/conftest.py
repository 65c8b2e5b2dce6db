"""The fixtures live in tests/fixtures, one small file a subject."""

import pytest

# First: a module that is imported before this shows no details of its failed assertions.
pytest.register_assert_rewrite(
    "tests.fixtures", "tests.browser", "tests.scenes", "tests.pages", "tests.oidc"
)

pytest_plugins = [
    "tests.fixtures.sharing",
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
