"""Makes a program that shows a difference smaller, for as long as it still shows one of the same sort."""

from __future__ import annotations

import ast
import copy
from collections.abc import Callable, Iterator
from itertools import islice

from .outcomes import Result, judge

LISTS_OF_STATEMENTS = ("body", "orelse", "finalbody", "handlers", "cases")


def shrink(source: str, seen: Result, attempts: int = 1500) -> str:
    """The smallest program found within ``attempts`` tries whose verdict is like ``seen``."""
    tree = ast.parse(source)
    index = unchanged = 0
    while attempts > 0 and unchanged < (count := sum(1 for _ in _edits(tree))):
        index %= count
        smaller = copy.deepcopy(tree)
        next(islice(_edits(smaller), index, None))()
        attempts -= 1
        if _alike(ast.fix_missing_locations(smaller), seen):
            tree, unchanged = smaller, 0  # the next edit now has this one's number
        else:
            index, unchanged = index + 1, unchanged + 1
    return ast.unparse(tree)


def _alike(tree: ast.Module, seen: Result) -> bool:
    try:
        source = ast.unparse(tree)
        result = judge(source, "shrunk")
    except Exception:
        return False
    return result.verdict == seen.verdict and _sort(result) == _sort(seen)


def _sort(result: Result) -> str:
    """What kind of difference it is, without names and numbers."""
    first = result.text.splitlines()[0] if result.text else ""
    words = [w.rstrip(":") for w in first.split() if w.rstrip(":").isalpha()]
    return " ".join(words[:6])


def _edits(tree: ast.Module) -> Iterator[Callable[[], None]]:
    """Steps that each make the program smaller, the large ones first."""
    for statement in tree.body:
        if isinstance(statement, ast.FunctionDef):
            yield from _edits_of_function(statement)
            if statement.name != "program":
                yield lambda statement=statement: tree.body.remove(statement)
        elif isinstance(statement, ast.ClassDef):
            yield lambda statement=statement: tree.body.remove(statement)
            for method in [m for m in statement.body if isinstance(m, ast.FunctionDef)]:
                yield lambda statement=statement, method=method: statement.body.remove(method)
                yield from _edits_of_function(method)
        elif isinstance(statement, (ast.Import, ast.ImportFrom)):
            yield lambda statement=statement: tree.body.remove(statement)
        elif isinstance(statement, ast.Assign) and ast.unparse(statement.targets[0]) == "INPUTS":
            assert isinstance(statement.value, ast.List)
            inputs = statement.value.elts
            for index in range(len(inputs) if len(inputs) > 1 else 0):
                yield lambda inputs=inputs, index=index: inputs.__delitem__(index)


def _edits_of_function(function: ast.FunctionDef) -> Iterator[Callable[[], None]]:
    for node in ast.walk(function):
        for field in LISTS_OF_STATEMENTS:
            statements = getattr(node, field, None)
            if isinstance(statements, list):
                yield from _edits_of_block(statements, field, node)
    for node in [n for statement in function.body for n in ast.walk(statement)]:
        yield from _edits_of_expressions(node)


def _edits_of_block(statements: list[ast.stmt], field: str, owner: ast.AST) -> Iterator[Callable[[], None]]:
    for index in reversed(range(len(statements))):
        inner = statements[index]
        if isinstance(owner, ast.Lambda):
            continue
        if len(statements) > 1 or field in ("orelse", "finalbody"):
            yield lambda index=index: statements.__delitem__(index)
        elif not isinstance(inner, ast.Pass) and isinstance(inner, ast.stmt):
            yield lambda: statements.__setitem__(0, ast.Pass())
        for part in ("body", "orelse"):
            held = getattr(inner, part, None)
            if (
                isinstance(held, list)
                and held
                and not isinstance(inner, (ast.FunctionDef, ast.ExceptHandler, ast.match_case))
            ):
                yield lambda index=index, held=held: statements.__setitem__(slice(index, index + 1), held)


def _edits_of_expressions(node: ast.AST) -> Iterator[Callable[[], None]]:
    """Each expression replaced by one of its parts, or by a list without one of its items."""
    for field, value in ast.iter_fields(node):
        if isinstance(value, ast.expr) and not isinstance(getattr(value, "ctx", None), ast.Store):
            for part in ast.iter_child_nodes(value):
                if isinstance(part, ast.expr):
                    yield lambda field=field, part=part: setattr(node, field, part)
        elif isinstance(value, list) and value and isinstance(value[0], ast.expr) and field == "elts":
            for index in range(len(value)):
                yield lambda value=value, index=index: value.__delitem__(index)
        elif isinstance(value, list) and value and isinstance(value[0], ast.expr):
            for index, item in enumerate(value):
                for part in ast.iter_child_nodes(item):
                    if isinstance(part, ast.expr):
                        yield lambda value=value, index=index, part=part: value.__setitem__(index, part)
