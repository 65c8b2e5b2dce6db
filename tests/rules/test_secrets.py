"""No value tells its secrets when it is printed, as a traceback or a log may do."""

import ast
import re
from collections.abc import Iterator

import pytest

from tests.rules.sources import ROOT, product_modules, tree_of

SECRET = re.compile(r"(^|_)(secrets?|secret_key(_fallbacks)?|pem|verifier|cookie|token|password)$")
KEPT_QUIET = "repr=False"


def told_secrets(tree: ast.Module) -> Iterator[tuple[int, str]]:
    """Line and name of each field of a class that holds a secret and shows it."""
    for owner in ast.walk(tree):
        if isinstance(owner, ast.ClassDef):
            for field in owner.body:
                if isinstance(field, ast.AnnAssign) and is_told(field):
                    yield field.lineno, f"{owner.name}.{ast.unparse(field.target)}"


def is_told(field: ast.AnnAssign) -> bool:
    holds = SECRET.search(ast.unparse(field.target)) and ast.unparse(field.annotation) != "bool"
    return bool(holds) and (field.value is None or KEPT_QUIET not in ast.unparse(field.value))


def test_no_secret_is_shown() -> None:
    faults = [
        f"{path.relative_to(ROOT)}:{line} {name}"
        for path in product_modules()
        for line, name in told_secrets(tree_of(path))
    ]
    assert not faults, "field(repr=False):\n" + "\n".join(faults)


@pytest.mark.parametrize(
    "line",
    ["client_secret: str", "secret_key: str = ''", "cookie: str = field(default_factory=new)"],
)
def test_the_rule_sees(line: str) -> None:
    assert list(told_secrets(ast.parse(f"class Some:\n    {line}")))
