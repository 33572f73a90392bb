"""Compiles one expression of a user's program and compares what it gives with eager PyTorch.

    Expression("x: Tensor, k: int", (torch.ones(2), 3)).check("x.sum() * k")

Types, dtypes, shapes, strides and values are compared, or the exception where eager raises one. The graph runs in the
reference interpreter, and in the runtime as well where the binding has been built.
"""

from __future__ import annotations

import copy
import linecache
import math
from itertools import count
from typing import Any

import torch

import flambeau
from flambeau.frontend.script import script_graph
from flambeau.ir.interpret import interpret
from flambeau.ir.reference_python import NamedTuple
from flambeau.ir.verify import verify

HEADER = "import math, torch\nimport torch.nn.functional as F\nfrom typing import *\nfrom torch import Tensor, nn\n"
_numbers = count()
try:
    from flambeau.runtime import _core  # noqa: F401

    BUILT = True
except ImportError:
    BUILT = False


def function(parameters: str, body: str) -> Any:
    """A Python function whose source can be read, of the parameters and the lines of its body."""
    lines = "".join(f"    {line}\n" for line in body.splitlines())
    source = f"{HEADER}def program({parameters}):\n{lines}"
    name = f"<program {next(_numbers)}>"
    linecache.cache[name] = (len(source), None, source.splitlines(keepends=True), name)
    namespace: dict[str, Any] = {}
    exec(compile(source, name, "exec"), namespace)
    return namespace["program"]


class Expression:
    """Parameters with their arguments, in which expressions are tried."""

    def __init__(self, parameters: str, *args: Any, messages: bool = True) -> None:
        self.parameters = parameters
        self.args = args
        self.messages = messages  # whether exceptions' messages are compared too

    def check(self, expression: str) -> None:
        """Compares the expression's value, compiled and eager."""
        self.check_body(f"return {expression}")

    def check_all(self, expressions: list[str]) -> None:
        """Compares many expressions, in one program as far as none of them raises."""
        calm = []
        for expression in expressions:
            if isinstance(outcome(function(self.parameters, f"return {expression}"), self.args), Exception):
                self.check(expression)
            else:
                calm.append(expression)
        if not calm:
            return
        try:
            self.check(f"({', '.join(calm)},)")
        except Exception:
            for expression in calm:
                self.check(expression)  # alone, so that the failure names it
            raise

    def check_body(self, body: str) -> None:
        """Compares what a whole body of a function gives."""
        program = function(self.parameters, body)
        graph = script_graph(program, self.args)
        verify(graph)
        expected = outcome(program, self.args)
        same(outcome(lambda *args: interpret(graph, args), self.args), expected, "reference interpreter", self.messages)
        if BUILT:
            compiled = flambeau.script(program, example_inputs=self.args)
            same(outcome(compiled, self.args), expected, "runtime", exact=False)


def outcome(program: Any, args: tuple[Any, ...]) -> Any:
    """What the call gives, or the exception that it raises. The arguments are copied first."""
    try:
        with torch.no_grad():
            return program(*copy.deepcopy(args))
    except Exception as error:
        return error


def strides(tensor: torch.Tensor) -> list[int]:
    """The strides that say where elements lie: those of dims of more than one, of a tensor that isn't empty."""
    return [s for s, n in zip(tensor.stride(), tensor.shape) if n != 1] if tensor.numel() else []


def same(found: Any, expected: Any, where: str, exact: bool = True) -> None:
    """Fails where the two differ. ``exact``: an exception's message counts too."""
    if isinstance(expected, Exception):
        assert isinstance(found, Exception), f"{where}: {found!r}, eager raises {expected!r}"
        assert type(found).__name__ == type(expected).__name__, f"{where}: {found!r}, eager raises {expected!r}"
        assert not exact or str(found) == str(expected), f"{where}: {found!r}, eager raises {expected!r}"
        return
    if isinstance(found, Exception):
        raise AssertionError(f"{where}: raises {found!r}, eager gives {expected!r}") from found
    if isinstance(expected, torch.Tensor):
        assert isinstance(found, torch.Tensor), f"{where}: {found!r}, eager gives a tensor"
        assert found.dtype == expected.dtype, f"{where}: {found.dtype}, eager gives {expected.dtype}"
        assert found.shape == expected.shape, f"{where}: {found.shape}, eager gives {expected.shape}"
        assert strides(found) == strides(expected), f"{where}: strides {strides(found)} for {strides(expected)}"
        torch.testing.assert_close(found, expected, equal_nan=True)
        return
    if isinstance(expected, (tuple, list)):
        kind = type(expected)
        # The reference interpreter has a tuple of its own for them, which knows the class's name.
        named = isinstance(found, NamedTuple) and found.cls == f"{kind.__module__}:{kind.__qualname__}"
        assert type(found) is kind or named, f"{where}: {type(found)}, eager gives {kind}"
        assert len(found) == len(expected), f"{where}: {found!r}, eager gives {expected!r}"
        for one, other in zip(found, expected):
            same(one, other, where, exact)
        return
    assert type(found) is type(expected), f"{where}: {found!r}, eager gives {expected!r}"
    if isinstance(expected, float):
        assert found == expected or (math.isnan(found) and math.isnan(expected)), f"{where}: {found}, not {expected}"
        return
    assert found == expected, f"{where}: {found!r}, eager gives {expected!r}"


def chunks(expressions: str, size: int = 16) -> list[list[str]]:
    """The lines of a text, some at a time."""
    lines = expressions.split("\n")[1:-1]
    return [lines[i : i + size] for i in range(0, len(lines), size)]
