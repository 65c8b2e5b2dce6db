"""Which branches of the templates were drawn: each `if`, `for`, macro and block tells of itself.

Templates that are compiled while the marks are set tell which way they went. The same walk through
a template lists all the ways that it has.
"""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, get_args

import pytest
from flask import Flask, g, has_request_context, request, request_finished
from jinja2 import Environment, nodes

#: Characters of a line that are enough to find it.
LONGEST = 50
Fork = nodes.If | nodes.CondExpr | nodes.For | nodes.Macro | nodes.Block


@dataclass(frozen=True)
class Drawing:
    """One page as it was drawn; `program` is the import name of the application."""

    program: str
    endpoint: str
    branches: frozenset[str]

    @property
    def templates(self) -> set[str]:
        """The templates whose content it shows."""
        return {
            template
            for template, _, branch in (branch.partition(": ") for branch in self.branches)
            if branch.startswith("{% block content %}")
        }


@contextmanager
def marked() -> Iterator[list[Drawing]]:
    """Mark every template that is compiled meanwhile; each page that is drawn is noted."""
    parse = Environment._parse
    drawings: list[Drawing] = []

    def parse_marked(
        self: Environment, source: str, name: str | None, filename: str | None
    ) -> nodes.Template:
        template = parse(self, source, name, filename)
        mark(template, str(name), source)
        return template

    def note(program: Flask, **_: object) -> None:
        if "branches" in g:
            branches = frozenset(g.branches)
            drawings.append(Drawing(program.import_name, str(request.endpoint), branches))

    with pytest.MonkeyPatch.context() as patch, request_finished.connected_to(note):
        patch.setattr(Environment, "_parse", parse_marked)
        yield drawings


def list_branches(name: str, text: str) -> list[str]:
    """The branches of a template: the name, the line, and the way that it goes."""
    return mark(Environment().parse(text), name, text)


def passed(place: str, value: Any) -> Any:
    """Note that the page of this request goes this way at a place; return `value`."""
    if has_request_context():  # mails are drawn without
        g.setdefault("branches", set()).add(branch(place, bool(value)))
    return value


def branch(place: str, way: bool) -> str:
    """The name of one way at a place: whether its condition holds, whether it is drawn."""
    return f"{place} → {'yes' if way else 'no'}"


def mark(template: nodes.Template, name: str, text: str) -> list[str]:
    """Put a call of `passed` where a template may go one way or another; return the branches."""
    lines = text.splitlines()
    count: Counter[str] = Counter()
    branches: list[str] = []
    for node in list(template.find_all(get_args(Fork))):
        place = f"{name}: {lines[node.lineno - 1].strip()[:LONGEST]}"
        count[place] += 1
        if count[place] > 1:
            place += f" ({count[place]})"
        branches += [branch(place, way) for way in mark_node(node, place)]
    return branches


def mark_node(node: Fork, place: str) -> list[bool]:
    """Mark one place; return the ways that it has."""
    if isinstance(node, nodes.If | nodes.CondExpr):
        node.test = call(place, node.test)
        return [True, False]
    bodies = {True: node.body, False: node.else_ if isinstance(node, nodes.For) else []}
    ways = [way for way, body in bodies.items() if body]  # an empty block is there to be replaced
    for way in ways:
        bodies[way].insert(0, nodes.ExprStmt(call(place, nodes.Const(way)), lineno=node.lineno))
    return ways


def call(place: str, value: nodes.Node) -> nodes.Call:
    """A call of `passed`, as templates have them."""
    function = nodes.ImportedName(f"{__name__}.{passed.__name__}")
    return nodes.Call(function, [nodes.Const(place), value], [], None, None)
