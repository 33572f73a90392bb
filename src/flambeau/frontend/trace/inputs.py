"""The example's inputs as parameters of the program, and as what the traced callable is given.

Tensors and numbers become values; lists, tuples and dicts are taken apart, and the program checks that its own have the
same structure. A string can't be followed through Python, so the program checks that it is the example's.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import torch

from ... import types as ty
from ...errors import CompileError
from ...ir import Parameter
from ..script.entry import example_type
from ..script.values import Abstract, Dynamic
from . import checks
from .recorder import Recorder

Unchanged = Callable[[], None]


def add_parameters(
    recorder: Recorder, names: list[str], examples: Sequence[Any]
) -> tuple[list[Parameter], list[Any], Unchanged]:
    """Adds a parameter for each example. Gives them, the arguments of the run, and a check to make after it."""
    interp = recorder.interp
    parameters: list[Parameter] = []
    args: list[Any] = []
    held: list[tuple[Any, list[Any]]] = []
    for index, example in enumerate(examples):
        name = _name(names, index, len(examples))
        value = interp.root.add_param(example_type(example), name)
        parameters.append(Parameter(name))
        args.append((example, Dynamic(value)))
    given = [_take_apart(recorder, example, abstract, held) for example, abstract in args]

    def unchanged() -> None:
        for container, content in held:
            now = list(container.values()) if isinstance(container, dict) else list(container)
            if len(now) != len(content) or any(a is not b for a, b in zip(now, content)):
                raise CompileError(
                    f"the traced function changes a {type(container).__name__} that it was given",
                    fix="change a copy and return it, or use fl.script",
                )

    return parameters, given, unchanged


def _name(names: list[str], index: int, count: int) -> str:
    if index < len(names) and not names[index].startswith("*"):
        return names[index]
    if names and names[-1].startswith("*"):
        return f"{names[-1][1:]}_{index - len(names) + 1}"
    raise CompileError(f"{count} example inputs are given for {len(names)} parameters")


def _take_apart(recorder: Recorder, example: Any, abstract: Abstract, held: list[tuple[Any, list[Any]]]) -> Any:
    """What the run is given for ``example``: copies of its tensors, known to the recorder."""
    interp = recorder.interp
    if isinstance(example, torch.Tensor):
        return recorder.track(example.detach().clone(), abstract)
    if isinstance(example, torch.Size) or type(example) in (bool, int, float):
        return recorder.result(example, abstract)
    if isinstance(example, (list, tuple)):
        parts = recorder.items(abstract, example)
        items = [_take_apart(recorder, e, a, held) for e, a in zip(example, parts)]
        if isinstance(example, tuple):
            return type(example)(*items) if hasattr(example, "_fields") else tuple(items)
        held.append((items, list(items)))
        return items
    if isinstance(example, dict):
        count = interp.op("py::len", abstract, result=ty.INT)
        checks.expect(interp, count, len(example), f"a dict with {len(example)} keys, as in the traced example")
        taken = {}
        for key, one in example.items():
            part = interp.op("py::getitem", abstract, key, result=example_type(one))
            taken[key] = _take_apart(recorder, one, part, held)
        held.append((taken, list(taken.values())))
        return taken
    if isinstance(example, str):
        checks.expect(interp, abstract, example, f"the string {example!r}, with which the program was traced")
    return example
