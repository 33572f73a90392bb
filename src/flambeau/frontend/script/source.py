"""Finds the syntax tree of a Python function, with the lines and columns that it has in its file.

A function is parsed by itself, since torch's files are long and few of their functions are asked for; a lambda is
looked for in the whole file.
"""

from __future__ import annotations

import ast
import itertools
import linecache
import os
import types
import weakref
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

FunctionNode = ast.FunctionDef | ast.Lambda
ASYNC = (
    "coroutines need an event loop, and a program has none",
    "write plain functions, def instead of async def, that call each other without await",
)


class NoSource(Exception):
    """The function has no Python source that can be read."""


_found: dict[tuple[str, int], tuple[list[str], ast.FunctionDef]] = {}  # with the file's lines, by file and first line
_mangled: weakref.WeakSet[ast.AST] = weakref.WeakSet()  # trees whose names are Python's
_frozensets: weakref.WeakKeyDictionary[ast.Set, dict[Any, frozenset[Any]]] = weakref.WeakKeyDictionary()
ORDERS = 5040  # of seven constants
TRIES = 20  # lines at which a function may seem to end: those of a text in it, say, may begin anywhere


@lru_cache(maxsize=8192)
def names_in(node: ast.AST) -> frozenset[str]:
    """The variables that a piece of syntax mentions."""
    return frozenset(n.id for n in ast.walk(node) if isinstance(n, ast.Name))


def _parse(file: str, text: str) -> ast.Module:
    try:
        return ast.parse(text, file, type_comments=True)
    except SyntaxError:
        return ast.parse(text, file)  # a malformed type comment is no error in Python


@lru_cache(maxsize=512)
def _functions(file: str, text: str) -> dict[int, list[FunctionNode]]:
    """Every function and lambda of a file by the line on which its code object says that it starts."""
    table: dict[int, list[FunctionNode]] = {}
    for node in ast.walk(_parse(file, text)):
        if isinstance(node, ast.FunctionDef):
            first = min([node.lineno, *(d.lineno for d in node.decorator_list)])
            table.setdefault(first, []).append(node)
        elif isinstance(node, ast.Lambda):
            table.setdefault(node.lineno, []).append(node)
    return table


def _parsed_by_itself(file: str, lines: list[str], first: int) -> ast.FunctionDef | None:
    """The function that starts on the line ``first``; None where no few lines are one."""
    known = _found.get((file, first))
    if known is not None and known[0] is lines:
        return known[1]
    start = lines[first - 1] if first <= len(lines) else ""
    indent = len(start) - len(start.lstrip())
    ends = (n for n in range(first, len(lines)) if _may_end(lines[n], indent))
    for end in itertools.islice(itertools.chain(ends, [len(lines)]), TRIES):
        text = "".join(lines[first - 1 : end])
        try:
            tree: ast.AST = _parse(file, "if True:\n" + text if indent else text)
        except SyntaxError:
            continue
        body = tree.body[0].body if indent else tree.body  # type: ignore[attr-defined]
        if len(body) != 1 or not isinstance(body[0], ast.FunctionDef):
            return None
        ast.increment_lineno(body[0], first - 2 if indent else first - 1)
        _found[file, first] = lines, body[0]
        return body[0]
    return None


def _may_end(line: str, indent: int) -> bool:
    """Whether a function that is indented so far may have ended before this line."""
    held = line.lstrip()
    return held != "" and not held.startswith("#") and len(line) - len(held) <= indent


def source_file(function: types.FunctionType) -> str:
    """The file that holds ``function``; modules that Python has frozen into itself have theirs all the same."""
    file = function.__code__.co_filename
    if file.startswith("<frozen "):
        return os.path.join(os.path.dirname(os.__file__), *file[len("<frozen ") : -1].split(".")) + ".py"
    return file


def function_node(function: types.FunctionType) -> FunctionNode:
    """The tree of ``function``. Raises NoSource where its file can't be read or doesn't hold it."""
    node = _node_as_written(function)
    if node not in _mangled:
        mangling = _Mangling(node, function.__code__)
        for part in ast.iter_child_nodes(node):
            mangling.visit(part)
        _mangled.add(node)
        constants = {_constant_key(c): c for c in _constants(function.__code__) if isinstance(c, frozenset)}
        _frozensets.update((n, constants) for n in ast.walk(node) if isinstance(n, ast.Set))
    return node


def order_of_constants(node: ast.Set, elements: list[Any]) -> list[Any]:
    """The elements of a display of constants in an order in which they make the frozenset that Python's code has.

    It is made of the elements of another one in their order. Equal ones of a module are one: that of the first.
    """
    usual = list(frozenset(elements))
    constant = _frozensets.get(node, {}).get(_constant_key(frozenset(elements)))
    if constant is None:
        return usual
    wanted = list(constant)
    orders = itertools.chain([usual], itertools.islice(itertools.permutations(wanted), ORDERS))
    return next((list(order) for order in orders if list(frozenset(order)) == wanted), wanted)


def _constant_key(value: Any) -> Any:
    """Equal for what Python's compiler takes for one constant: ``1``, ``1.0`` and ``True`` are three."""
    if isinstance(value, (frozenset, tuple)):
        return type(value), type(value)(map(_constant_key, value))
    return type(value), repr(value) if isinstance(value, (float, complex)) else value


def _constants(code: types.CodeType) -> Iterator[Any]:
    for constant in code.co_consts:
        if isinstance(constant, types.CodeType):
            yield from _constants(constant)
        else:
            yield constant


class _Mangling(ast.NodeTransformer):
    """Gives private names, ``__name``, those that they have in Python: ``_Class__name`` within a class."""

    def __init__(self, node: ast.AST, code: types.CodeType) -> None:
        written = set(_identifiers(node))
        self.private = {name for name in written if name.startswith("__") and not name.endswith("__")}
        # What the code names otherwise than the tree begins with the class's name.
        names = _names(code) - written if self.private else set()
        prefixes = {n[: -len(p)] for n in names for p in self.private if n.endswith(p) and n.startswith("_")}
        self.prefix = min(prefixes, key=len, default="")

    def _mangled(self, name: str) -> str:
        return self.prefix + name if name in self.private else name

    def generic_visit(self, node: ast.AST) -> ast.AST:
        for field in _fields_of_names(node):
            setattr(node, field, self._mangled(getattr(node, field)))
        if isinstance(node, (ast.Global, ast.Nonlocal)):
            node.names = list(map(self._mangled, node.names))
        return super().generic_visit(node)

    def visit_ClassDef(self, node: ast.ClassDef) -> ast.AST:
        return node  # Python makes the class of its tree


def _fields_of_names(node: ast.AST) -> list[str]:
    fields = () if isinstance(node, ast.keyword) else ("id", "attr", "arg", "name", "asname", "rest")
    return [field for field in fields if isinstance(getattr(node, field, None), str)]


def _identifiers(node: ast.AST) -> Iterator[str]:
    for one in ast.walk(node):
        yield from (getattr(one, field) for field in _fields_of_names(one))
        if isinstance(one, (ast.Global, ast.Nonlocal)):
            yield from one.names


def _names(code: types.CodeType) -> set[str]:
    """All names that a function and those in it use, as Python knows them."""
    found = {*code.co_names, *code.co_varnames, *code.co_cellvars, *code.co_freevars}
    for inner in code.co_consts:
        if isinstance(inner, types.CodeType):
            found |= _names(inner)
    return found


def _node_as_written(function: types.FunctionType) -> FunctionNode:
    code = function.__code__
    file = source_file(function)
    lines = linecache.getlines(file, function.__globals__)
    if not lines:
        raise NoSource(f"the source file {file} can't be read")
    if code.co_name != "<lambda>":
        found = _parsed_by_itself(file, lines, code.co_firstlineno)
        if found is not None and found.name == code.co_name:
            return found
    candidates = _functions(file, "".join(lines)).get(code.co_firstlineno, [])
    if code.co_name == "<lambda>":
        lambdas = [n for n in candidates if isinstance(n, ast.Lambda)]
        if len(lambdas) > 1:
            lambdas = [n for n in lambdas if _at_same_place(n, code)] or [n for n in lambdas if _same_code(n, code)]
        if lambdas:
            return lambdas[0]
    name = code.co_name if any(_is_named(n, code.co_name) for n in candidates) else _first_name(lines, code)
    for node in candidates:
        if isinstance(node, ast.FunctionDef) and node.name == name:
            return node
    raise NoSource(f"{file} has changed, or doesn't hold {code.co_name}")


def _at_same_place(node: ast.Lambda, code: types.CodeType) -> bool:
    """Tells apart the lambdas of one line: by the columns of what they return, where Python keeps them (3.11)."""
    body = node.body
    place = (body.lineno, body.end_lineno, body.col_offset, body.end_col_offset)
    return hasattr(code, "co_positions") and place in code.co_positions()


def _is_named(node: FunctionNode, name: str) -> bool:
    return isinstance(node, ast.FunctionDef) and node.name == name


def _first_name(lines: list[str], code: types.CodeType) -> str | None:
    """The name that a function was written under whose code has been given another: ``code.replace(co_name=...)``."""
    left = [compile("".join(lines), code.co_filename, "exec", dont_inherit=True)]
    while left:
        one = left.pop()
        if one.co_firstlineno == code.co_firstlineno and code.replace(co_name=one.co_name) == one:
            return one.co_name
        left += [inner for inner in one.co_consts if isinstance(inner, types.CodeType)]
    return None


def _same_code(node: ast.Lambda, code: types.CodeType) -> bool:
    """The same by what they compile to."""
    compiled = compile(ast.Expression(node), "<lambda>", "eval")
    inner = next(c for c in compiled.co_consts if isinstance(c, types.CodeType))
    return (
        inner.co_varnames[: inner.co_argcount] == code.co_varnames[: code.co_argcount]
        and inner.co_names == code.co_names
        and [c for c in inner.co_consts if not isinstance(c, types.CodeType)]
        == [c for c in code.co_consts if not isinstance(c, types.CodeType)]
        and len(inner.co_code) == len(code.co_code)
    )
