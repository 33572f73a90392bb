"""``class`` statements inside of functions: Python makes the class now, the program its instances.

The methods are interpreted where they are called, as those of any class; what they read of the function around the
class they find in its frame.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, Any

from .values import Frame, Static

if TYPE_CHECKING:
    from .interpreter import Interpreter


def execute_class(interp: Interpreter, node: ast.ClassDef) -> None:
    frame = interp.frame
    scope = {**frame.globals, **_known_names(frame)}
    code = compile(ast.Module([node], []), interp.activation.file, "exec")
    held: dict[str, Any] = {}
    try:
        exec(code, scope, held)
    except Exception as error:
        interp.refuse(
            f"the class {node.name} can't be made before the program runs: {error}",
            "define it outside of the function, and pass it what it needs",
        )
    made = held[node.name]
    scope[node.name] = made
    for value in vars(made).values():
        for function in (value, getattr(value, "__func__", None), getattr(value, "fget", None)):
            code_object = getattr(function, "__code__", None)
            if code_object is not None:
                interp.frames_of[code_object] = frame
    frame.slots[node.name] = Static(made)


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
