"""A domain error undoes what the request has written: no view can keep half of a change."""

import ast
import builtins
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import pytest

from idp.ground.errors import DomainError
from tests.rules.sources import ROOT, is_inside, module_name, product_modules, tree_of

#: What answers requests. The domain may catch its own errors: it knows what it has written.
VIEWS = (
    "idp.web",
    "idp.oidc",
    "idp.demo.captcha",
    "idp.demo.messages",
    "idp.browser_session",
    "idp.error_answers",
    "idp.health",
    "admin",
)
#: Handlers that catch everything, each with the reason why no domain error passes there.
ALLOWED = {"idp/oidc/keys.py": "reads the keys on a connection of its own, and writes nothing"}


def caught_names(handler: ast.ExceptHandler) -> Iterator[str]:
    """The names of what a handler catches; BaseException for a bare one."""
    if handler.type is None:
        yield "BaseException"
    else:
        kinds = handler.type.elts if isinstance(handler.type, ast.Tuple) else [handler.type]
        yield from (ast.unparse(kind) for kind in kinds)


def lets_pass(handler: ast.ExceptHandler) -> bool:
    """Whether the error goes on, as it is, whichever way the handler takes."""
    last = handler.body[-1]
    leaves = any(
        isinstance(node, ast.Return | ast.Continue | ast.Break) for node in ast.walk(handler)
    )
    return isinstance(last, ast.Raise) and last.exc is None and not leaves


def is_domain_error(name: str, module: object) -> bool:
    """Whether a name of this module catches domain errors."""
    first, *rest = name.split(".")
    found = getattr(module, first, getattr(builtins, first, None))
    for part in rest:
        found = getattr(found, part, None)
    assert found is not None, f"what is {name}?"
    kinds = found if isinstance(found, tuple) else (found,)
    return any(issubclass(DomainError, kind) or issubclass(kind, DomainError) for kind in kinds)


def catches(tree: ast.Module, module: object) -> Iterator[int]:
    """The line of each handler that would keep what a refused action has written."""
    for node in ast.walk(tree):
        if isinstance(node, ast.ExceptHandler) and not lets_pass(node):
            if any(is_domain_error(name, module) for name in caught_names(node)):
                yield node.lineno
        elif isinstance(node, ast.Call) and ast.unparse(node.func).endswith("suppress"):
            yield from (
                node.lineno for kind in node.args if is_domain_error(ast.unparse(kind), module)
            )


def views() -> Iterator[Path]:
    """The modules that answer requests."""
    for path in product_modules():
        name = module_name(path)
        if is_inside(name, VIEWS) and not name.endswith(".wsgi"):
            yield path


def test_no_view_catches_a_domain_error() -> None:
    faults = [
        f"{path.relative_to(ROOT)}:{line}"
        for path in views()
        if path.relative_to(ROOT).as_posix() not in ALLOWED
        for line in catches(tree_of(path), import_module(module_name(path)))
    ]
    assert not faults, "answer it in an errorhandler of the blueprint:\n" + "\n".join(faults)


@pytest.mark.parametrize(
    "body",
    [
        "try: pass\nexcept DomainError: pass",
        "try: pass\nexcept (KeyError, errors.CodeRefused) as error: answer = error",
        "try: pass\nexcept errors.CodeRefused as error: raise KeyError from error",
        "try: pass\nexcept DomainError:\n    if 1: return 'a page'\n    raise",
        "try: pass\nexcept Exception: pass",
        "try: pass\nexcept: pass",
        "with contextlib.suppress(DomainError): pass",
    ],
)
def test_the_rule_sees(body: str) -> None:
    names = {"DomainError": DomainError, "errors": import_module("idp.domain.grants.errors")}
    assert list(catches(ast.parse(body), type("module", (), names)))


@pytest.mark.parametrize(
    "body", ["try: pass\nexcept KeyError: pass", "try: pass\nexcept DomainError: raise"]
)
def test_the_rule_lets_others_pass(body: str) -> None:
    assert not list(catches(ast.parse(body), type("module", (), {"DomainError": DomainError})))
