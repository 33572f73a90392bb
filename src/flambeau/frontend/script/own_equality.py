"""Classes whose ``__eq__`` and ``__hash__`` do no more than look at some attributes, as users write them for keys.

    def __eq__(self, other):
        return isinstance(other, Point) and (self.x, self.y) == (other.x, other.y)

    def __hash__(self):
        return hash((self.x, self.y))

The runtime compares and hashes such instances by these attributes itself, in dicts and sets. Which hash Python would
compute doesn't matter, as long as it is of nothing else: equal instances have equal ones either way.
"""

from __future__ import annotations

import ast
import functools
import inspect
import types
from typing import Any

from . import source


@functools.lru_cache(maxsize=1024)
def compared_attributes(cls: Any) -> frozenset[str] | None:
    """The attributes that decide whether two instances are equal; None where a method has to be asked. Empty where
    only the identity decides."""
    equal, hashed = (inspect.getattr_static(cls, name, None) for name in ("__eq__", "__hash__"))
    if not isinstance(equal, types.FunctionType):
        return frozenset() if equal is object.__eq__ else None
    if hashed is None or cls.__subclasses__():
        return None
    if not isinstance(hashed, types.FunctionType):
        return None
    compared, read = _compared_by(equal, cls), _read_by(hashed)
    return compared if compared is not None and read is not None and read <= compared else None


def hashed_as_they_are(cls: Any) -> set[str]:
    """Of the attributes that decide, those that Python hashes themselves: not ``hash(tuple(self.parts))``."""
    hashed = inspect.getattr_static(cls, "__hash__")
    method = _method(hashed, 1) if isinstance(hashed, types.FunctionType) else None
    if method is None or not isinstance(method[0][0], ast.Return):
        return set()
    found: set[str] = set()

    def visit(node: ast.AST) -> None:
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
            found.add(node.attr)
        elif not isinstance(node, ast.Call) or ast.unparse(node.func) == "hash":
            for part in ast.iter_child_nodes(node):
                visit(part)

    visit(method[0][0])
    return found


def _method(function: types.FunctionType, count: int) -> tuple[list[ast.stmt], list[str]] | None:
    """The statements of a method without its docstring, and the names of its parameters."""
    try:
        node = source.function_node(function)
    except source.NoSource:
        return None
    names = [a.arg for a in node.args.args]
    if not isinstance(node, ast.FunctionDef) or len(names) != count or node.decorator_list:
        return None
    body = node.body
    if isinstance(body[0], ast.Expr) and isinstance(body[0].value, ast.Constant):
        body = body[1:]
    return body, names


def _compared_by(function: types.FunctionType, cls: Any) -> frozenset[str] | None:
    """The attributes that an ``__eq__`` compares, where it returns nothing but a conjunction of comparisons."""
    method = _method(function, 2)
    if method is None:
        return None
    body, (one, other) = method
    *guards, last = body or [ast.Pass()]
    if not all(_is_guard(guard, one, other, cls, function) for guard in guards):
        return None
    if not isinstance(last, ast.Return) or last.value is None:
        return None
    found: set[str] = set()
    for term in last.value.values if _is_and(last.value) else [last.value]:  # type: ignore[attr-defined]
        if _is_class_test(term, one, other, cls, function):
            continue
        names = _equal_attributes(term, one, other)
        if names is None:
            return None
        found |= names
    return frozenset(found) or None


def _is_and(node: ast.expr) -> bool:
    return isinstance(node, ast.BoolOp) and isinstance(node.op, ast.And)


def _is_guard(node: ast.stmt, one: str, other: str, cls: Any, function: types.FunctionType) -> bool:
    """``if not isinstance(other, Cls): return NotImplemented`` (or False), ``if self is other: return True``."""
    if not isinstance(node, ast.If) or node.orelse or len(node.body) != 1 or not isinstance(node.body[0], ast.Return):
        return False
    given = node.body[0].value
    if isinstance(node.test, ast.UnaryOp) and isinstance(node.test.op, ast.Not):
        refuses = isinstance(given, ast.Name) and given.id == "NotImplemented"
        refuses = refuses or (isinstance(given, ast.Constant) and given.value is False)
        return refuses and _is_class_test(node.test.operand, one, other, cls, function)
    same = isinstance(node.test, ast.Compare) and ast.unparse(node.test) in (f"{one} is {other}", f"{other} is {one}")
    return same and isinstance(given, ast.Constant) and given.value is True


def _is_class_test(node: ast.expr, one: str, other: str, cls: Any, function: types.FunctionType) -> bool:
    text = ast.unparse(node)
    stood_for = getattr(cls, "stands_for", None)  # the class written in C whose place one of the stdlib's takes
    if stood_for is not None and text == f"isinstance({other}, {stood_for.__name__})":
        return _names(function, stood_for.__name__) is stood_for
    for name in (cls.__name__, f"{one}.__class__", f"type({one})"):
        known = name != cls.__name__ or _names(function, name) in (cls, None)
        if known and text == f"isinstance({other}, {name})":
            return True
    return text in (
        f"type({one}) is type({other})", f"type({one}) == type({other})", f"type({other}) is type({one})",
        f"type({other}) == type({one})", f"{one}.__class__ is {other}.__class__",
        f"{one}.__class__ == {other}.__class__",
    )  # fmt: skip


def _names(function: types.FunctionType, name: str) -> Any:
    """The class that ``name`` is for a method; None where it is a variable of a function."""
    return function.__globals__.get(name)


def _equal_attributes(node: ast.expr, one: str, other: str) -> set[str] | None:
    """``self.a == other.a`` and ``(self.a, self.b) == (other.a, other.b)``."""
    if not isinstance(node, ast.Compare) or len(node.ops) != 1 or not isinstance(node.ops[0], ast.Eq):
        return None
    left, right = _attributes(node.left), _attributes(node.comparators[0])
    if left is None or right is None or [name for _, name in left] != [name for _, name in right]:
        return None
    sides = {owner for owner, _ in left}, {owner for owner, _ in right}
    return {name for _, name in left} if sides in (({one}, {other}), ({other}, {one})) else None


def _attributes(node: ast.expr) -> list[tuple[str, str]] | None:
    """The names of an attribute, or of a tuple of them: whose, and which."""
    parts = node.elts if isinstance(node, ast.Tuple) else [node]
    found = []
    for part in parts:
        if not isinstance(part, ast.Attribute) or not isinstance(part.value, ast.Name):
            return None
        found.append((part.value.id, part.attr))
    return found


def _read_by(function: types.FunctionType) -> set[str] | None:
    """The attributes of itself that a ``__hash__`` of one expression reads; None where it does anything else."""
    method = _method(function, 1)
    if method is None:
        return None
    body, (one,) = method
    if len(body) != 1 or not isinstance(body[0], ast.Return) or body[0].value is None:
        return None
    read: set[str] = set()
    owners = [n.value for n in ast.walk(body[0].value) if isinstance(n, ast.Attribute)]
    for node in ast.walk(body[0].value):
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == one:
            read.add(node.attr)
        elif isinstance(node, ast.Name) and node.id == one and node not in owners:
            return None
    return read
