"""A call of an operator with a sample's arguments, as a function that the compiler reads.

Tensors become parameters, everything else a constant::

    call = Call.of(torch.add, sample)     # def program(t0, t1): return op(t0, t1, alpha=c0)
    call.program()(*call.tensors)

The programs of one source and the same constants are compiled once.
"""

from __future__ import annotations

import io
import linecache
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import torch

import flambeau as fl


@dataclass
class Call:
    """What ``program`` is called with, and the text that makes it."""

    function: Callable[..., Any]
    constants: dict[str, Any] = field(default_factory=dict)
    tensors: list[torch.Tensor] = field(default_factory=list)
    text: str = ""

    @classmethod
    def of(cls, function: Callable[..., Any], sample: Any) -> Call:
        call = cls(function)
        written = [call._write(value) for value in (sample.input, *sample.args)]
        written += [f"{name}={call._write(value)}" for name, value in sample.kwargs.items()]
        parameters = ", ".join(f"t{i}" for i in range(len(call.tensors)))
        call.text = f"def program({parameters}):\n    return op({', '.join(written)})\n"
        return call

    def _write(self, value: Any) -> str:
        """The text of an argument."""
        if isinstance(value, torch.Tensor):
            self.tensors.append(value)
            return f"t{len(self.tensors) - 1}"
        if type(value) in (list, tuple) and any(isinstance(item, torch.Tensor) for item in _leaves(value)):
            items = ", ".join(map(self._write, value))
            if isinstance(value, list):
                return f"[{items}]"
            return f"({items},)"
        name = f"c{len(self.constants)}"
        self.constants[name] = value
        return name

    def python(self) -> Callable[..., Any]:
        """The function in Python."""
        file = f"<opinfo {len(linecache.cache)}>"
        linecache.cache[file] = (len(self.text), None, self.text.splitlines(keepends=True), file)
        scope: dict[str, Any] = {"op": self.function, **self.constants}
        exec(compile(self.text, file, "exec"), scope)
        made: Callable[..., Any] = scope["program"]
        return made

    def program(self, compiled: dict[str, Any]) -> fl.Program:
        """The program as it comes out of a file. ``compiled`` holds those of earlier calls, errors too."""
        key = f"{self.function!r} {self.constants!r} {self.text}"
        if key not in compiled:
            try:
                file = io.BytesIO()
                fl.script(self.python()).save(file)
                compiled[key] = fl.load(file.getvalue())
            except Exception as error:
                compiled[key] = error
        if isinstance(compiled[key], Exception):
            raise compiled[key]
        found: fl.Program = compiled[key]
        return found

    def in_float64(self) -> Call:
        """The same call with the floats, and the dtypes among the constants, in float64."""
        constants = {
            name: torch.float64 if isinstance(c, torch.dtype) and c.is_floating_point else c
            for name, c in self.constants.items()
        }
        return Call(self.function, constants, self.arguments(torch.float64), self.text)

    def arguments(self, dtype: torch.dtype | None = None) -> list[torch.Tensor]:
        """Copies of the tensors with their strides; floats in ``dtype``, where one is given."""
        return [copy(t, dtype) for t in self.tensors]


def _leaves(value: Any) -> list[Any]:
    if isinstance(value, (list, tuple)):
        return [leaf for item in value for leaf in _leaves(item)]
    return [value]


def copy(tensor: torch.Tensor, dtype: torch.dtype | None = None) -> torch.Tensor:
    tensor = tensor.detach()
    wanted = dtype if dtype is not None and tensor.is_floating_point() else tensor.dtype
    if 0 in tensor.stride() and tensor.numel() > 1:
        return tensor.to(wanted)  # an expanded tensor, which nothing may write to
    made = torch.empty_strided(tensor.size(), tensor.stride(), dtype=wanted)
    return made.copy_(tensor) if tensor.numel() else made
