"""What the provider and `rp_kit` both need and may not share stays the same in both."""

import ast

from tests.rules.sources import ROOT, tree_of


def test_both_limit_a_whole_answer_in_the_same_way() -> None:
    kept_in = ("idp/connectors/deadline.py", "rp_kit/deadline.py")
    assert len({(ROOT / path).read_text(encoding="utf-8") for path in kept_in}) == 1


def test_both_take_the_same_names_for_hosts() -> None:
    rules = [
        body_of("idp/settings/kinds.py", "is_host"),
        body_of("rp_kit/origins.py", "_is_host"),
    ]
    assert rules[0] == rules[1].replace("_MAX_HOST_CHARACTERS", "MAX_HOST_CHARACTERS")
    names = {pattern_of(path) for path in ("idp/settings/kinds.py", "rp_kit/origins.py")}
    assert len(names) == 1


def body_of(path: str, function: str) -> str:
    """The statements of a function, without its docstring."""
    found = next(
        node
        for node in ast.walk(tree_of(ROOT / path))
        if isinstance(node, ast.FunctionDef) and node.name == function
    )
    has_docstring = ast.get_docstring(found) is not None
    return "\n".join(map(ast.unparse, found.body[has_docstring:]))


def pattern_of(path: str) -> str:
    """What a host's name is made of."""
    text = (ROOT / path).read_text(encoding="utf-8")
    return "\n".join(
        line for line in text.splitlines() if line.startswith(("_LABEL = ", "_NAME = "))
    )
