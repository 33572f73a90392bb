"""``class`` statements inside of functions: Python makes the class now, the program its instances.

The methods are interpreted where they are called, as those of any class; what they read of the function around the
class they find in its frame.
"""

from __future__ import annotations

import ast
import copy
import types
from typing import TYPE_CHECKING, Any

from . import records, states
from .values import Frame, Static

if TYPE_CHECKING:
    from .interpreter import Interpreter


def execute_class(interp: Interpreter, node: ast.ClassDef) -> None:
    frame = interp.frame
    made = _made_before(interp, node) or _make(interp, node)
    for value in vars(made).values():
        for function in (value, getattr(value, "__func__", None), getattr(value, "fget", None)):
            code_object = getattr(function, "__code__", None)
            if code_object is not None:
                interp.frames_of[code_object] = frame
    frame.slots[node.name] = Static(made)
    _begin(interp, made)


def _begin(interp: Interpreter, made: type) -> None:
    """What the program changes of a class begins anew whenever the statement is executed."""
    for name, value in list(vars(made).items()):
        if (id(made), name) in interp.states.places or id(value) in interp.states.objects:
            first = Static(copy.deepcopy(value))
            held = isinstance(value, (list, dict, set))
            states.assign(interp, made, name, interp.call(Static(copy.deepcopy), [first]) if held else first)


def _make(interp: Interpreter, node: ast.ClassDef) -> type:
    scope = {**interp.frame.globals, **_known_names(interp.frame)}
    held: dict[str, Any] = {}
    try:
        exec(compile(_definition(node), interp.activation.file, "exec"), scope, held)
    except Exception as error:
        interp.refuse(
            f"the class {node.name} can't be made before the program runs: {error}",
            "define it outside of the function, and pass it what it needs",
        )
    made: type = held[node.name]
    named: list[Any] = [made, *(value for value in vars(made).values() if isinstance(value, types.FunctionType))]
    for one in named:
        one.__qualname__ = f"{interp.activation.name}.<locals>.{one.__qualname__}"
    scope[node.name] = made
    records.local_classes((interp.span, interp.depth)).append((_read(interp, node), made))
    return made


def _definition(node: ast.ClassDef) -> ast.Module:
    """The class statement; in a function that has the variables which its methods assign by ``nonlocal``."""
    assigned = sorted({name for one in ast.walk(node) if isinstance(one, ast.Nonlocal) for name in one.names})
    if not assigned:
        return ast.Module([node], [])
    module = ast.parse(f"def make({', '.join(f'{name}=None' for name in assigned)}):\n    return {node.name}\n"
                       f"{node.name} = make()\n")  # fmt: skip
    module.body[0].body.insert(0, node)  # type: ignore[attr-defined]
    return ast.fix_missing_locations(module)


def _made_before(interp: Interpreter, node: ast.ClassDef) -> type | None:
    """The class that an earlier interpretation of the statement has made. Another one would be a type of its own, so
    that what is known of containers of its instances would never settle."""
    read = _read(interp, node)
    for names, made in records.local_classes((interp.span, interp.depth)):
        if names.keys() == read.keys() and all(names[name] is read[name] for name in read):
            return made
    return None


def _read(interp: Interpreter, node: ast.ClassDef) -> dict[str, object]:
    """What the names in a class stand for, where that is known."""
    scope = _known_names(interp.frame)
    names = {one.id for one in ast.walk(node) if isinstance(one, ast.Name)} - {node.name}
    return {name: scope[name] for name in sorted(names & scope.keys())}


def _known_names(frame: Frame | None) -> dict[str, Any]:
    """What the functions around know by name: imports, classes, constants."""
    if frame is None:
        return {}
    cells = {}
    for name, cell in frame.closure.items():
        try:
            cells[name] = cell.cell_contents
        except ValueError:
            continue
    known = {name: value.value for name, value in frame.slots.items() if isinstance(value, Static)}
    return {**cells, **_known_names(frame.parent), **known}
