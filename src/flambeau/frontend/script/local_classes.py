"""``class`` statements inside of functions: Python makes the class now, the program its instances.

The methods are interpreted where they are called, as those of any class; what they read of the function around the
class they find in its frame.
"""

from __future__ import annotations

import ast
import types
from typing import TYPE_CHECKING, Any

from . import records
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


def _make(interp: Interpreter, node: ast.ClassDef) -> type:
    scope = {**interp.frame.globals, **_known_names(interp.frame)}
    code = compile(ast.Module([node], []), interp.activation.file, "exec")
    held: dict[str, Any] = {}
    try:
        exec(code, scope, held)
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
    if not any(isinstance(value, (list, dict, set)) for name, value in vars(made).items() if not _is_special(name)):
        records.local_classes((interp.span, interp.depth)).append((_read(interp, node), made))
    return made


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


def _is_special(name: str) -> bool:
    return name.startswith("__") and name.endswith("__")


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
