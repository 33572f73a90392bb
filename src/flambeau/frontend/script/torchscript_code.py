"""Modules and functions that torch.jit has traced or loaded: the code that they show is read as Python.

    encoder = torch.jit.load("encoder.pt")    # encoder.forward.code is the text of a function in Python's syntax

    def forward(self, x: Tensor) -> Tensor:
      weight = self.weight
      return torch.relu(torch.linear(x, weight, None))

What ``torch`` and ``ops`` mean in it, ``rules.torchscript`` says. Calls of functions, whose names only TorchScript can
resolve, are inlined first; of what remains of TorchScript's own, classes say, a program can't be made.
"""

from __future__ import annotations

import ast
import builtins
import linecache
import re
import types
from typing import Any

from ...errors import CompileError

_files: dict[str, str] = {}  # the file name that stands for a text

# Operators that take a constant without dims for a number: it doesn't promote what it is combined with.
ARITHMETIC = frozenset(
    "add sub rsub mul div pow remainder fmod floor_divide true_divide eq ne lt le gt ge add_ sub_ mul_ div_ pow_ "
    "remainder_ where maximum minimum atan2 masked_fill masked_fill_ clamp".split()
)


def function_of(scripted: Any, owner: str) -> types.FunctionType:
    """The function in the code of a ScriptMethod; ``owner`` names its module in messages."""
    from .rules import torchscript

    code, constants = _code(scripted, owner)
    name = re.sub(r"\W", "_", scripted.name)
    text = re.sub(r"^def [\w<>]+", f"def {name}", code.lstrip(), count=1)
    numbers = {n: _number(value) for n, value in constants.items()}
    scope = torchscript.scope(_tensors(constants), {n: v for n, v in numbers.items() if v is not None})
    text = _with_numbers(text, scope["NUMBERS"])
    _check_names(text, scope, owner)
    file = _files.setdefault(text, f"<{owner}, as torch.jit shows it ({len(_files)})>")
    linecache.cache[file] = (len(text), None, text.splitlines(keepends=True), file)
    exec(compile(text, file, "exec", annotations.compiler_flag), scope)
    function: types.FunctionType = scope[name]
    function.__qualname__ = f"{owner}.{name}"
    arguments = scripted.schema.arguments
    function.__defaults__ = tuple(a.default_value for a in arguments if a.has_default_value()) or None
    return function


def _code(scripted: Any, owner: str) -> tuple[str, dict[str, Any]]:
    """The code of a method, with the functions that it calls inlined, and the constants that it names."""
    import torch

    code, constants = scripted.code_with_constants
    if _used(code) is not None:
        code, constants = torch._C._create_function_from_graph(scripted.name, scripted.inlined_graph).code, {}
    used = _used(code) or (None if constants else re.search(r"(CONSTANTS)", code))
    if used is not None:
        raise CompileError(
            f"{owner} was loaded or traced by torch.jit, and uses {used[1]}, which the code that it shows doesn't hold",
            fix="use the module that it was made of",
        )
    return code, getattr(constants, "const_mapping", constants)


def _used(code: str) -> re.Match[str] | None:
    """The first function or class that the body of a function refers to by TorchScript's name for it."""
    return re.search(r"__torch__\.([\w.]+)", code.partition(":\n")[2])


def _number(constant: Any) -> Any:
    """The number that a constant is in arithmetic; None for a tensor that is no number there."""
    import torch

    if not isinstance(constant, torch.Tensor):
        return constant
    is_number = constant.dim() == 0 and constant.dtype in (torch.float64, torch.int64, torch.complex128)
    return constant.item() if is_number else None


def _tensors(constants: dict[str, Any]) -> dict[str, Any]:
    """The constants as the tensors that they are elsewhere. A number is shown as such where it was one in a trace."""
    import torch

    def tensor(value: Any) -> Any:
        if not isinstance(value, (int, float, complex)):
            return value
        kinds = {float: torch.float64, complex: torch.complex128}
        return torch.tensor(value, dtype=kinds.get(type(value)))

    return {name: tensor(value) for name, value in constants.items()}


def _with_numbers(text: str, numbers: types.SimpleNamespace) -> str:
    """``torch.mul(x, CONSTANTS.c0)`` as ``torch.mul(x, NUMBERS.c0)`` where that is a number."""
    lines = text.splitlines(keepends=True)
    found = []
    for call in ast.walk(ast.parse(text)):
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Attribute) and call.func.attr in ARITHMETIC:
            found += [a for a in call.args if isinstance(a, ast.Attribute) and ast.unparse(a.value) == "CONSTANTS"]
    for held in sorted(found, key=lambda a: -a.col_offset):
        if hasattr(numbers, held.attr):
            line, start = lines[held.lineno - 1], held.col_offset
            lines[held.lineno - 1] = line[:start] + line[start:].replace("CONSTANTS", "NUMBERS", 1)
    return "".join(lines)


def _check_names(text: str, scope: dict[str, Any], owner: str) -> None:
    """Refuses code with a name of TorchScript's that isn't known here."""
    definition = ast.parse(text).body[0]
    assert isinstance(definition, ast.FunctionDef)
    names = [n for statement in definition.body for n in ast.walk(statement) if isinstance(n, ast.Name)]
    bound = {n.id for n in names if isinstance(n.ctx, ast.Store)} | {a.arg for a in definition.args.args}
    for name in [n.id for n in names]:
        if name not in bound and name not in scope and not hasattr(builtins, name):
            raise CompileError(
                f"{owner} was loaded or traced by torch.jit, and the code that it shows uses {name}",
                fix="use the module that it was made of",
            )
