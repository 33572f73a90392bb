"""What a suspended generator shares with the code around it: it may read that, or write it, when that has gone on.

    scale = 1                                    %scale: List[int] = list(1)
    scaled = (x * scale for x in xs)             %g = call <genexpr>.0(%xs, %scale)
    first = next(scaled)
    scale = 2                                    py::setitem(%scale, 0, 2)

Containers and objects become run-time ones before the generator is made; variables that may be assigned again become
boxes, in a compilation that starts again with that known.
"""

from __future__ import annotations

import ast
import functools
from typing import TYPE_CHECKING

from . import lifting, source
from .values import (
    UNBOUND,
    Abstract,
    BoundMethod,
    Box,
    Container,
    Dynamic,
    Frame,
    FunctionValue,
    Generator,
    ListValue,
    ObjectValue,
    Restart,
    Site,
    Static,
    TupleValue,
)  # fmt: skip

if TYPE_CHECKING:
    from .interpreter import Interpreter


def settle(interp: Interpreter, value: Abstract) -> Abstract:
    """What a generator is given or reads, as something that it may hold while other code runs."""
    from . import iterators

    if isinstance(value, (Generator, iterators.IteratorValue)):
        return Dynamic(interp.escape(value))
    if isinstance(value, TupleValue):
        return TupleValue(tuple(settle(interp, item) for item in value.items), value.cls)
    if isinstance(value, BoundMethod):
        return BoundMethod(settle(interp, value.receiver), value.function)
    if isinstance(value, (Container, ObjectValue)) and interp.can_lift(value):
        return Dynamic(interp.escape(value))
    if isinstance(value, (Container, ObjectValue)):
        interp.refuse(
            f"a generator that is kept reads {lifting.describe(value)}, which holds what only the compiler knows",
            "consume the generator where it is made, in one loop",
        )
    if isinstance(value, FunctionValue):
        for default in value.defaults.values():
            settle(interp, default)
        settle_variables(interp, value.node, value.frame, set())
    return value


def settle_variables(interp: Interpreter, node: ast.AST, around: Frame | None, seen: set[ast.AST]) -> None:
    """Settles the variables of functions around ``node`` that its code reads or assigns, and that of the functions
    which it calls."""
    if node in seen:
        return
    seen.add(node)
    for name in sorted(_free_names(node)):
        found = _find(around, name)
        if found is None:
            continue
        value = found.slots[name]
        if isinstance(value, Box):
            interp.escape(value.cell)
        elif isinstance(value, FunctionValue):
            settle_variables(interp, value.node, value.frame, seen)
        elif found.root is not None and _changes(found.root, name):
            _box(interp, found, name, value)
        else:
            found.slots[name] = settle(interp, value)


def _box(interp: Interpreter, frame: Frame, name: str, value: Abstract) -> None:
    key = (frame.root, name)
    if key in interp.states.boxed or not interp.can_lift(value):
        interp.refuse(
            f"a generator that is kept reads {name!r}, which holds {lifting.describe(value)} and changes",
            "give it a name of its own, or consume the generator where it is made",
        )
    interp.states.boxed.add(key)
    raise Restart


def _find(frame: Frame | None, name: str) -> Frame | None:
    while frame is not None:
        if name in frame.slots and name not in frame.global_names:
            return frame
        if name in frame.closure:
            return None
        frame = frame.parent
    return None


@functools.lru_cache(maxsize=4096)
def _free_names(node: ast.AST) -> frozenset[str]:
    """The variables that code mentions and that aren't its own, as far as the syntax of ``node`` itself says."""
    names = source.names_in(node)
    if isinstance(node, ast.GeneratorExp):
        targets = [clause.target for clause in node.generators]
        return frozenset(names - {n.id for t in targets for n in ast.walk(t) if isinstance(n, ast.Name)})
    if not isinstance(node, (ast.FunctionDef, ast.Lambda)):
        return frozenset()
    shared = {n for one in ast.walk(node) if isinstance(one, (ast.Nonlocal, ast.Global)) for n in one.names}
    own = {n.id for n in ast.walk(node) if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Store)}
    return frozenset(names - ((own | _parameter_names(node.args)) - shared))


@functools.lru_cache(maxsize=4096)
def _changes(root: ast.AST, name: str) -> bool:
    """Whether a variable of ``root`` may be assigned once more after it has been read."""
    parameters = root.args if isinstance(root, (ast.FunctionDef, ast.Lambda)) else None
    given = parameters is not None and name in _parameter_names(parameters)
    assigned = [n for n in ast.walk(root) if _assigns(n, name)]
    if not assigned:
        return False
    return given or len(assigned) > 1 or _repeats(root, assigned[0])


def _parameter_names(parameters: ast.arguments) -> set[str]:
    listed = [*parameters.posonlyargs, *parameters.args, *parameters.kwonlyargs]
    return {a.arg for a in [*listed, *(a for a in (parameters.vararg, parameters.kwarg) if a is not None)]}


def _assigns(node: ast.AST, name: str) -> bool:
    if isinstance(node, ast.Name):
        return node.id == name and not isinstance(node.ctx, ast.Load)
    if isinstance(node, (ast.FunctionDef, ast.ClassDef)):
        return node.name == name
    return isinstance(node, ast.ExceptHandler) and node.name == name


def _repeats(root: ast.AST, node: ast.AST) -> bool:
    """Whether ``node`` lies in a loop of ``root``."""
    loops = (ast.For, ast.While, ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)
    return any(isinstance(outer, loops) and any(inner is node for inner in ast.walk(outer)) for outer in ast.walk(root))


# --- boxes ----------------------------------------------------------------------------------------------------------


def open_boxes(interp: Interpreter, frame: Frame, scope: ast.AST | list[ast.comprehension]) -> None:
    """At the start of a function or comprehension: those of its variables that live in boxes are put there."""
    names = [name for root, name in interp.states.boxed if root is frame.root]
    for name in names and [name for name in names if name in _own_names(scope)]:
        key = ("box", frame.root, name)
        cell = ListValue(interp.sites.setdefault(key, Site(key)))
        cell.items = [frame.slots.get(name, UNBOUND)]
        interp.register(cell)
        frame.slots[name] = Box(cell)


def _own_names(scope: ast.AST | list[ast.comprehension]) -> set[str]:
    """The variables of a function itself, or of a comprehension."""
    left: list[ast.AST] = [clause.target for clause in scope] if isinstance(scope, list) else [scope]
    found = _parameter_names(scope.args) if isinstance(scope, (ast.FunctionDef, ast.Lambda)) else set()
    while left:
        node = left.pop()
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            found.add(node.id)
        inside = (ast.FunctionDef, ast.Lambda, ast.ClassDef, ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)
        if node is scope or not isinstance(node, inside):
            left.extend(ast.iter_child_nodes(node))
    return found


def read_box(interp: Interpreter, box: Box) -> Abstract:
    return interp.getitem(box.cell, Static(0))


def write_box(interp: Interpreter, box: Box, value: Abstract) -> None:
    from . import containers

    containers.setitem(interp, box.cell, Static(0), value)
