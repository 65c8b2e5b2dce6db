"""The files that the rules read."""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from idp.demo.sites import RELYING_PARTIES

ROOT = Path(__file__).resolve().parents[2]
SITES = (site.package for site in RELYING_PARTIES)
PRODUCT = ("idp", "web_kit", "rp_kit", "migrations", *SITES)
# What the install, a run and the caches leave behind; .gitignore has the same names.
MADE = {"node_modules", "var", "dist", "__pycache__"}


def is_made(path: Path) -> bool:
    """Tell whether a path of the repository is no source: a hidden folder but .ci, or a product."""
    folders = path.relative_to(ROOT).parts[:-1]
    return any(
        name in MADE or name.endswith(".egg-info") or (name.startswith(".") and name != ".ci")
        for name in folders
    )


@cache
def source_files() -> list[Path]:
    """Every file of the repository that somebody wrote."""
    return sorted(path for path in ROOT.rglob("*") if path.is_file() and not is_made(path))


def product_modules() -> Iterator[Path]:
    """The Python files of the product: no test, no tool."""
    for path in source_files():
        if path.suffix == ".py" and path.relative_to(ROOT).parts[0] in PRODUCT:
            yield path


def module_name(path: Path) -> str:
    """The dotted name of a Python file."""
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


@cache
def tree_of(path: Path) -> ast.Module:
    """The syntax tree of a Python file."""
    return ast.parse(path.read_text(encoding="utf-8"), filename=str(path))


def is_inside(name: str, packages: tuple[str, ...]) -> bool:
    """Tell whether a dotted name is one of these packages, or below one."""
    return any(name == package or name.startswith(f"{package}.") for package in packages)


def imported_names(path: Path) -> Iterator[tuple[int, str]]:
    """Line and dotted name of everything that a file imports, wherever it does."""
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield node.lineno, alias.name
        elif isinstance(node, ast.ImportFrom) and node.module:
            for alias in node.names:
                yield node.lineno, f"{node.module}.{alias.name}"
