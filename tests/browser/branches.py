"""Which branches of the templates were drawn: each `if`, `for`, macro and block tells of itself.

The programs of the stack run with these marks (`programs/sitecustomize.py` sets them), and write
down each one that a request passes: so a page that Chromium shows can be asked which branches it
is made of. The same walk through a template lists all that it has.
"""

import os
from collections import Counter
from pathlib import Path
from typing import Any

from jinja2 import Environment, nodes
from jinja2.visitor import NodeTransformer

#: Names the file that the programs write to.
VARIABLE = "EFP_TEST_DRAWN"
#: Characters of a line that are enough to find it.
LONGEST = 50


def install() -> None:
    """Mark every template that this process compiles from now on."""
    generate = Environment._generate

    def generate_marked(
        self: Environment,
        source: nodes.Template,
        name: str,
        filename: str,
        defer_init: bool = False,
    ) -> str:
        lines = Path(filename).read_text(encoding="utf-8").splitlines()
        return generate(self, Marker(name, lines).visit(source), name, filename, defer_init)

    Environment._generate = generate_marked  # type: ignore[assignment, method-assign]


def list_branches(name: str, text: str) -> list[str]:
    """The branches of a template: the name, the line, and the way that it goes."""
    marker = Marker(name, text.splitlines())
    marker.visit(Environment().parse(text))
    return marker.found


def passed(branch: str, value: Any = "") -> Any:
    """Write down that the page of this request has this branch; return `value`."""
    # Here and not above: Python starts with this module, `efp` commands included.
    from flask import current_app, has_request_context, request

    from web_kit.correlation import correlation_id

    if has_request_context():  # mails are drawn without
        told = (correlation_id(), current_app.import_name, str(request.endpoint), branch)
        with Path(os.environ[VARIABLE]).open("a", encoding="utf-8") as file:
            file.write("\t".join(told) + "\n")
    return value


class Marker(NodeTransformer):
    """Puts a call of `passed` into each branch of a template, and lists the branches."""

    def __init__(self, name: str, lines: list[str]) -> None:
        self.found: list[str] = []
        self._name = name
        self._lines = lines
        self._count: Counter[str] = Counter()

    def get_visitor(self, node: nodes.Node) -> Any:
        """How a kind of node is marked; None for those without branches."""
        ways = {
            nodes.If: self._visit_if,
            nodes.CondExpr: self._visit_expression,
            nodes.For: self._visit_for,
            nodes.Macro: self._visit_macro,
            nodes.Block: self._visit_block,
        }
        return ways.get(type(node))

    def _visit_if(self, node: nodes.If) -> nodes.If:
        while node.elif_:  # the same, nested
            last = node.elif_.pop()
            last.else_, node.else_ = node.else_, [last]
        where = self._place(node)
        self.generic_visit(node)
        node.body.insert(0, self._mark(f"{where} → yes", node))
        node.else_.insert(0, self._mark(f"{where} → no", node))
        return node

    def _visit_expression(self, node: nodes.CondExpr) -> nodes.CondExpr:
        where = self._place(node)
        self.generic_visit(node)
        node.expr1 = self._call(f"{where} → yes", node, node.expr1)
        node.expr2 = self._call(f"{where} → no", node, node.expr2 or nodes.Const(""))
        return node

    def _visit_for(self, node: nodes.For) -> nodes.For:
        where = self._place(node)
        self.generic_visit(node)
        node.body.insert(0, self._mark(f"{where} → some", node))
        if node.else_:
            node.else_.insert(0, self._mark(f"{where} → none", node))
        return node

    def _visit_macro(self, node: nodes.Macro) -> nodes.Macro:
        where = self._place(node)
        self.generic_visit(node)
        node.body.insert(0, self._mark(where, node))
        return node

    def _visit_block(self, node: nodes.Block) -> nodes.Block:
        if node.body:  # an empty one is there to be replaced
            where = self._place(node)
            self.generic_visit(node)
            node.body.insert(0, self._mark(where, node))
        return node

    def _place(self, node: nodes.Node) -> str:
        place = f"{self._name}: {self._lines[node.lineno - 1].strip()[:LONGEST]}"
        self._count[place] += 1
        return place if self._count[place] == 1 else f"{place} ({self._count[place]})"

    def _mark(self, branch: str, node: nodes.Node) -> nodes.ExprStmt:
        return nodes.ExprStmt(self._call(branch, node), lineno=node.lineno)

    def _call(self, branch: str, node: nodes.Node, *value: nodes.Expr) -> nodes.Expr:
        self.found.append(branch)
        function = nodes.ImportedName(f"{__name__}.{passed.__name__}")
        call = nodes.Call(function, [nodes.Const(branch), *value], [], None, None)
        call.set_lineno(node.lineno, override=True)
        return call
